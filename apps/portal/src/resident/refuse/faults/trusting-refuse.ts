import type { Category } from '#libs/domain';
import type { Fields } from '../../../session/session.js';
import { ticked } from '../../../shell/typed.js';
import { RefuseJourney } from '../refuse.journey.js';
import type { Refusal } from '../refusal.js';

/** Takes what the form carries for what was offered. */
export class TrustingRefuse extends RefuseJourney {
  override readonly path: string = 'resident/trusts/refuse';

  override answersIn(fields: Fields): Refusal {
    return { recipients: ticked(fields, 'recipients'), categories: ticked(fields, 'categories') as Category[] };
  }
}
