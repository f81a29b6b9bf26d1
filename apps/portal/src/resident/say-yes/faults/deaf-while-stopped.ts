import type { Params } from '../../../shell/journey/journey.js';
import { PageError } from '../../../shell/refusals.js';
import type { Visit } from '../../../shell/visit.js';
import type { Offer } from '../read-offer.js';
import { SayYesJourney } from '../say-yes.journey.js';

/** Seeded: while an agreement is stopped there is nothing to answer, so a no is not heard either. */
export class DeafWhileStopped extends SayYesJourney {
  override readonly path = 'resident/deaf/agreements/:id';

  override async read(visit: Visit, params: Params): Promise<Offer> {
    const offer = await super.read(visit, params);
    if (offer.isStopped) throw new PageError(409, 'changed');
    return offer;
  }
}
