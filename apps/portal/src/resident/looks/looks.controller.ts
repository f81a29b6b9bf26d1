import { Get, Query } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { agencyNames, readAgencies } from '../../words/agency-names.js';
import { moment } from '../../words/times.js';
import type { OwnAgreement } from '../record/answers.js';
import { readAgreements, readHistory, whereThere } from '../record/read-record.js';
import type { Telling } from '../record/telling.js';
import { LookFilter, type LookQuery } from './look-filter.js';
import { type Cut, presentLooks } from './present-looks.js';
import { readDays, type DaysRead } from './read-days.js';

const NOTHING: DaysRead = { lines: [], older: undefined };

/** Who has looked, why, on which basis; day by day, newest first. What was refused and what was said are lists of their own. */
@Pages('resident', 'resident/looks')
export class LooksController {
  @Get()
  async list(@ThisVisit() visit: Visit, @Query() query: LookQuery): Promise<Page> {
    const { t, language, broker } = visit;
    const filter = new LookFilter(query, t);
    const refused = filter.errors.length > 0;
    const readPage = (after: string | undefined) => readHistory(broker, { ...filter.toApi(), after });
    const [agencies = [], agreements, read] = await Promise.all([
      whereThere(readAgencies(broker)),
      whereThere(readAgreements(broker)),
      refused ? NOTHING : whereThere(readDays(readPage, filter.after)),
    ]);
    const telling = { t, language, agency: agencyNames(agencies) };
    const { outcome, narrows } = filter;
    const title = t('resident.looks.title');
    const model = {
      tabs: filter.tabs(t),
      lead: t(`resident.looks.${outcome}.lead`),
      filter: filter.form(t, agenciesToldOf(agreements?.items ?? [], telling)),
      outcome,
      narrows,
      clear: filter.clearHref,
      isOpen: narrows || refused,
      days: read ? presentLooks(read.lines, cutOf(read, filter), telling) : [],
      empty: refused ? undefined : emptiness(read, filter, visit),
      asOf: { text: t('resident.looks.asOf'), time: moment(new Date().toISOString(), language) },
      pagination: read?.older && {
        landmarkLabel: title,
        next: { href: filter.olderHref(read.older), text: t('resident.looks.older') },
      },
    };
    return new Page('resident/looks', title, model, {
      section: '/resident/looks',
      ...(outcome === 'permit' ? {} : { about: t(`resident.looks.${outcome}.tab`) }),
      ...(refused ? { status: 422 } : {}),
    });
  }
}

/** Those of the agreements that residents are told of: a list of every agency would name what is discreet (domain 1.15). */
function agenciesToldOf(agreements: readonly OwnAgreement[], { agency }: Telling): { code: string; name: string }[] {
  const codes = new Set(
    agreements.flatMap(({ parties }) => parties.flatMap(({ source, recipient }) => [source, recipient])),
  );
  return [...codes].map((code) => ({ code, name: agency(code) })).sort((a, b) => a.name.localeCompare(b.name));
}

/** A page ends within a day only where that day is longer than a page may be. */
const cutOf = ({ older }: DaysRead, { after }: LookFilter): Cut => ({
  first: after !== undefined,
  last: older !== undefined && 'after' in older,
});

/** What is not known is not said to be nothing. */
function emptiness(read: DaysRead | undefined, { outcome, narrows }: LookFilter, { t }: Visit): string {
  if (read === undefined) return t('resident.sharing.unknown');
  return t(narrows ? 'resident.looks.noneSuch' : `resident.looks.${outcome}.none`);
}
