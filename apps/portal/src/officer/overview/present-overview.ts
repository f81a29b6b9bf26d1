import type { Translate } from '../../words/texts.js';
import { agencyNames, type KnownAgency } from '../../words/agency-names.js';
import { calendarDay, exactMoment } from '../../words/times.js';
import { word } from '../../words/words.js';
import type { AgreementLine } from '../agreements/agreement.js';
import { type BundleLine, nameOfBundle } from '../policies/bundle.js';
import { countCell, dataCell, fact, timeCell, type Cell, type Fact } from '../show/cell.js';
import { ENTRIES } from '../explorer/present-entries.js';
import { nameOfStop, type StopLine } from '../stops/stop.js';
import { drawBars, drawColumns } from './draw-chart.js';
import { sayDay, sayDenials, sayLooks, sayPurposes } from './say-findings.js';
import type { Alerts } from './read-alerts.js';
import { looksByDay, type Summary } from './summary.js';

/** What the APIs told for the overview. */
export interface Told {
  readonly summary: Summary;
  readonly due: readonly AgreementLine[];
  readonly agreements: readonly AgreementLine[];
  readonly stops: readonly StopLine[];
  readonly agencies: readonly KnownAgency[];
  readonly inForce: BundleLine | undefined;
  readonly alerts: Alerts;
}

/** The overview's charts, each with its table and the sentence that says what it shows. */
export function presentCharts(summary: Summary, t: Translate, language: string) {
  const say = sayDay(language);
  const key = (name: string): string => t(`officer.overview.${name}`);
  const days = looksByDay(summary);
  const bothParts = ({ permitted, denied }: { permitted: number; denied: number }) => [
    { part: 'permitted' as const, count: permitted },
    { part: 'denied' as const, count: denied },
  ];
  const head = (name: string) => [
    { text: key(name) },
    { text: key('permitted'), numeric: true },
    { text: key('denied'), numeric: true },
  ];
  const purposes = summary.purposes.map((one) => ({ ...one, label: word(t, 'purpose', one.purpose) }));
  const denials = summary.denials.map(({ reason, count }) => ({ count, label: word(t, 'reason', reason) }));
  return [
    {
      chart: drawColumns(
        { id: 'looks', title: key('looks'), says: sayLooks(summary, t, say) },
        days.map((one) => ({ label: calendarDay(one.date, language).text, parts: bothParts(one) })),
      ),
      table: {
        caption: key('looks'),
        head: head('day'),
        rows: days.map((one) => [dataCell(say(one.date)), countCell(one.permitted), countCell(one.denied)]),
      },
      // Its bars have both parts, which its key explains.
      keyed: true,
    },
    {
      chart: drawBars(
        { id: 'purposes', title: key('purposes'), says: sayPurposes(summary, t) },
        purposes.map((one) => ({ label: one.label, parts: bothParts(one) })),
      ),
      table: {
        caption: key('purposes'),
        head: head('purpose'),
        rows: purposes.map((one) => [{ text: one.label }, countCell(one.permitted), countCell(one.denied)]),
      },
      keyed: true,
    },
    {
      chart: drawBars(
        { id: 'denials', title: key('denials'), says: sayDenials(summary, t, say) },
        denials.map(({ label, count }) => ({ label, parts: [{ part: 'denied', count }] })),
      ),
      table: {
        caption: key('denials'),
        head: [{ text: key('reason') }, { text: key('count'), numeric: true }],
        rows: denials.map(({ label, count }) => [{ text: label }, countCell(count)]),
      },
      keyed: false,
    },
  ];
}

/** The place at a glance: what waits for somebody, what is stopped, how the log stands. */
export function presentState(
  { summary, due, stops, agencies, inForce, alerts }: Told,
  { t, language, now }: { readonly t: Translate; readonly language: string; readonly now: Date },
): Fact[] {
  const { log, totals } = summary;
  const nameOf = agencyNames(agencies);
  const none: Cell = { text: t('officer.overview.none') };
  const stopped = stops.map((stop): Cell => ({ ...nameOfStop(stop, t, nameOf), href: '/officer/stops' }));
  return [
    ...alertsOf(alerts, t, language),
    fact(
      t('officer.overview.due'),
      ...(due.length === 0
        ? [none]
        : due.map(({ id, title }) => ({ ...dataCell(`${id} ${title}`), href: `/officer/agreements/${id}` }))),
    ),
    fact(t('officer.overview.stops'), ...(stopped.length === 0 ? [none] : stopped)),
    fact(
      t('officer.overview.rules'),
      inForce === undefined ? none : { ...dataCell(nameOfBundle(inForce)), href: `/officer/policies/${inForce.hash}` },
    ),
    fact(t('officer.overview.emergencies'), countCell(totals.breakGlass)),
    fact(t('officer.overview.overrides'), countCell(totals.overrides)),
    fact(t('officer.overview.logSize'), { ...countCell(log.size), href: '/officer/integrity' }),
    fact(t('officer.overview.checkpoint'), ...checkpoint(log, t, language, now)),
  ];
}

/** Each by when it was raised, and leading to its entry: who and what is read there, as a look of its own. */
function alertsOf(alerts: Alerts, t: Translate, language: string): Fact[] {
  if (alerts === 'not-theirs') return [];
  const key = t('officer.overview.alerts');
  if (alerts === 'unknown') return [fact(key, { text: t('officer.overview.alertsAway') })];
  if (alerts.length === 0) return [fact(key, { text: t('officer.overview.none') })];
  const lines = alerts.map(({ entryId, raisedAt }): Cell => {
    const { text } = exactMoment(raisedAt, language);
    return { ...dataCell(text), href: `${ENTRIES}/${entryId}`, hidden: entryId.slice(0, 8) };
  });
  return [fact(key, { text: t('officer.overview.alertsText') }, ...lines)];
}

function checkpoint({ signedAt, confirmedAt }: Summary['log'], t: Translate, language: string, now: Date): Cell[] {
  const newest = confirmedAt ?? signedAt;
  if (newest === null) return [{ text: t('officer.overview.unsigned') }];
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(newest)) / 1000));
  const age =
    seconds < 120
      ? t('officer.overview.age.seconds', { count: seconds })
      : t('officer.overview.age.minutes', { count: Math.round(seconds / 60) });
  return [timeCell(exactMoment(newest, language)), { text: age }];
}

/** What a new place needs before anything can be shared; undefined once something was. */
export function presentFirstSteps({ summary, agencies, agreements, inForce }: Told, t: Translate) {
  if (summary.totals.disclosures + summary.totals.denials > 0) return undefined;
  const step = (name: string, done: boolean, href?: string) => ({
    text: t(`officer.overview.first.${name}`),
    href,
    tag: { text: t(done ? 'officer.overview.done' : 'officer.overview.todo'), tag: done ? 'green' : 'yellow' },
  });
  return [
    step('agencies', agencies.length > 1),
    step(
      'agreement',
      agreements.some(({ state }) => state === 'live'),
      '/officer/agreements',
    ),
    step('rules', inForce !== undefined, '/officer/policies'),
    step('log', summary.log.signedAt !== null, '/officer/integrity'),
  ];
}
