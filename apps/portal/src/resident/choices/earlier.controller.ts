import { Get, Query } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { ME, readSharingNow, readTelling, whereThere } from '../record/read-record.js';
import { presentEarlier } from './present-earlier.js';

const ON_A_PAGE = 20;

/** What the resident said that counts no more: what was opened by it, and what agencies answer, stays to be found. */
@Pages('resident', 'resident/choices')
export class EarlierController {
  @Get()
  async show(@ThisVisit() visit: Visit, @Query('after') after?: string): Promise<Page> {
    const [superseded, shared, telling] = await Promise.all([
      visit.broker.get('/api/consent/v1/residents/{id}/directives/superseded', {
        ...{ path: ME, query: { limit: ON_A_PAGE, after } },
      }),
      whereThere(readSharingNow(visit.broker)),
      readTelling(visit),
    ]);
    const model = presentEarlier(superseded, shared?.items, telling);
    const title = visit.t('resident.earlier.title');
    return new Page('resident/earlier', title, model, { back: '/resident', section: '/resident' });
  }
}
