import { Get, Query } from '@nestjs/common';
import type { audit } from '#libs/client';
import { Download, Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { agencyNames, readAgencies } from '../../words/agency-names.js';
import { exactMoment } from '../../words/times.js';
import { entriesCsv } from './entries-csv.js';
import { asOfficersRead } from './entry-line.js';
import { chosenIn, errorsIn, toQuery, type Chosen } from './filters.js';
import { ENTRIES, presentEntries, presentFilters, presentTags } from './present-entries.js';

const AT_ONCE = 25;

/** The access explorer: every entry in which the officer's agency has a part. Each look at it is an entry, too. */
@Pages('officer', 'officer/entries')
export class ExplorerController {
  @Get()
  async list(@ThisVisit() visit: Visit, @Query() query: Record<string, unknown>): Promise<Page> {
    const { t, broker, language } = visit;
    const chosen = chosenIn(query);
    const errors = errorsIn(chosen, t);
    const [agencies, found] = await Promise.all([
      readAgencies(broker),
      errors.length === 0 ? entries(visit, chosen) : Promise.resolve({ items: [], next: null }),
    ]);
    const words = { t, language, nameOf: agencyNames(agencies) };
    const model = {
      ...presentEntries(found, chosen, new Date(), words),
      filters: presentFilters(chosen, agencies, errors, t),
      looked: errors.length === 0,
    };
    const status = errors.length === 0 ? 200 : 422;
    return new Page('officer/entries', t('officer.entries.title'), model, { section: ENTRIES, status });
  }

  /** The page shown, as a sheet. */
  @Get('csv')
  async download(@ThisVisit() visit: Visit, @Query() query: Record<string, unknown>): Promise<Download | Page> {
    const { t, broker, language } = visit;
    const chosen = chosenIn(query);
    if (errorsIn(chosen, t).length > 0) return this.list(visit, query);
    const [agencies, { items }] = await Promise.all([readAgencies(broker), entries(visit, chosen)]);
    const tags = presentTags(chosen, { t, language, nameOf: agencyNames(agencies) }).map(({ text }) => text);
    const now = exactMoment(new Date().toISOString(), language).text;
    const notes = [
      t('officer.entries.csv.what', { count: items.length, time: now }),
      tags.length === 0
        ? t('officer.entries.csv.unfiltered')
        : t('officer.entries.csv.filters', { filters: tags.join('; ') }),
    ];
    return new Download(entriesCsv(items, notes), 'text/csv; charset=utf-8', 'entries.csv');
  }
}

const entries = async ({ broker }: Visit, chosen: Chosen): Promise<audit.EntryPage> =>
  asOfficersRead(await broker.get('/api/audit/v1/entries', { query: toQuery(chosen, AT_ONCE) }));
