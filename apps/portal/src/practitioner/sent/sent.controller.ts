import { Get, Param, Query } from '@nestjs/common';
import { ApiProblem, type relay } from '#libs/client';
import type { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { agencyNames, readAgencies } from '../../words/agency-names.js';
import { pathOf, personPage } from '../person/person-bar.js';
import { presentSent } from './present-sent.js';

const NOTHING: relay.SentDeliveryPage = { items: [], next: null };

/** What the other side opened of what one's own agency sent about a person. */
@Pages('practitioner', 'practitioner/people/:id/sent')
export class SentController {
  @Get()
  async show(@ThisVisit() visit: Visit, @Param('id') id: string, @Query('after') after?: string): Promise<Page> {
    const path = pathOf(id);
    const [list, agencies] = await Promise.all([read(visit, id, after), readAgencies(visit.broker)]);
    const { t, language } = visit;
    const shown = { list, agencies: agencyNames(agencies), language, path, at: new Date().toISOString() };
    const model = presentSent(t, shown);
    const page = { template: 'practitioner/sent', title: t('practitioner.sent.title'), model };
    return personPage(visit, id, page, { back: path });
  }
}

/** Nobody, another agency's person, and one about whom nothing was sent are one answer of the relay, and one page. */
async function read({ broker }: Visit, id: string, after: string | undefined): Promise<relay.SentDeliveryPage> {
  try {
    return await broker.get('/api/relay/v1/residents/{id}/deliveries', { path: { id }, query: { after } });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return NOTHING;
    throw error;
  }
}
