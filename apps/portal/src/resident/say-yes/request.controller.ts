import { Get, Param } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { readDirectives, readSharingNow, whereThere } from '../record/read-record.js';
import { latestEnd } from './end-of-consent.js';
import { presentRequest } from './present-request.js';
import { pathOf } from './draft.js';
import { readOffer } from './read-offer.js';
import { stoppedPage } from './stopped-page.js';
import { linksToNos, reachOfYes, standingNos } from './standing-no.js';

/** Who asks, and why. */
@Pages('resident', 'resident/agreements/:id')
export class RequestController {
  @Get()
  async show(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    const [offer, shared, directives] = await Promise.all([
      readOffer(visit, id),
      whereThere(readSharingNow(visit.broker)),
      whereThere(readDirectives(visit.broker)),
    ]);
    if (offer.isStopped) return stoppedPage(offer, 200);
    const nos = standingNos(reachOfYes(offer.agreement), directives ?? []);
    const own = shared?.items.find((item) => item.id === id);
    const model = {
      ...presentRequest(offer, latestEnd(offer.agreement, offer.now), own),
      standingNos: linksToNos(nos, shared?.items ?? [], offer.telling),
      yesHref: pathOf(id, 'what'),
      noHref: pathOf(id, 'no'),
    };
    const title = visit.t('resident.request.title', { title: offer.agreement.title });
    return new Page('resident/request', title, model, { back: '/resident', section: '/resident' });
  }
}
