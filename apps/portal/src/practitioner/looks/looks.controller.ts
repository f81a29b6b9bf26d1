import { Get, Query } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { agencyNames, readAgencies } from '../../words/agency-names.js';
import { checkFilters, readFilters, toQuery } from './look-filters.js';
import { presentLooks } from './present-looks.js';

const AT_ONCE = 25;

/** What this practitioner did themselves. Reading it is no look at anybody. */
@Pages('practitioner', 'practitioner/looks')
export class LooksController {
  @Get()
  async show(@ThisVisit() visit: Visit, @Query() query: Record<string, unknown>): Promise<Page> {
    const { t, language } = visit;
    const filters = readFilters(query);
    const errors = checkFilters(filters, t);
    const after = typeof query['after'] === 'string' ? query['after'] : undefined;
    const [list, agencies] = await Promise.all([
      errors.length > 0
        ? undefined
        : visit.broker.get('/api/audit/v1/entries', { query: { ...toQuery(filters), after, limit: AT_ONCE } }),
      readAgencies(visit.broker),
    ]);
    const at = new Date().toISOString();
    return new Page(
      'practitioner/looks',
      t('practitioner.looks.title'),
      presentLooks(t, { list, filters, errors, agencies: agencyNames(agencies), language, at }),
      { section: '/practitioner/looks', status: errors.length > 0 ? 422 : 200 },
    );
  }
}
