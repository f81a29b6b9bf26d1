import { calendarDay, day, exactMoment, second, type ShownTime } from '../../words/times.js';
import { words } from '../../words/words.js';
import type { Directive, Recall, RecallAnswer } from '../record/answers.js';
import { nowFacts, nowUnder, saidFacts, type Stated } from '../record/describe-directive.js';
import type { Fact, Link } from '../record/fact.js';
import { listed, type Telling } from '../record/telling.js';

/** One screen with one button (views/resident/confirm.njk). */
export interface ConfirmModel {
  readonly rows?: readonly Fact[];
  readonly paragraphs: readonly string[];
  readonly button: string;
  readonly keep: Link;
}

/** What stops, and what cannot be undone. No word that shames, and no question why. */
export function presentStop(stated: Stated, telling: Telling, phone: string): ConfirmModel {
  const { t } = telling;
  return {
    rows: [...saidFacts(stated.directive, stated.items, telling), ...nowFacts(stated, telling)],
    paragraphs: [
      t('resident.stop.atOnce'),
      t('resident.stop.before'),
      t('resident.stop.again'),
      t('resident.stop.phone', { phone }),
    ],
    button: t('resident.stop.button'),
    keep: { text: t('resident.stop.keep'), href: '/resident' },
  };
}

export interface StoppedModel {
  readonly sentence: string;
  /** What of it is shared all the same, by something else; none where nothing is. */
  readonly rows: readonly Fact[];
  readonly time: ShownTime;
  readonly agencies: readonly { readonly name: string; readonly opened: string; readonly says: readonly Said[] }[];
  /** Set where no agency is listed: none was asked to call anything back, which is not that nobody looked; or it is not known. */
  readonly nothing: string | undefined;
  /** Always: who only read on a page is asked nothing, and stands nowhere else. */
  readonly looks: Link;
}

export interface Said {
  readonly text: string;
  /** The agency's own words. */
  readonly reason?: string;
}

const MILLISECONDS = 1000;

/**
 * The proof of a stop: from when on nothing went out, and what each agency that had opened something says about it. The time
 * is rounded up to the second that is shown, and nothing is said to have ended that goes on by something else: it never
 * claims more than is true.
 */
export function presentStopped(stated: Stated, recalls: readonly Recall[] | undefined, telling: Telling): StoppedModel {
  const { t, language } = telling;
  const { directive } = stated;
  const now = nowUnder(stated);
  const at = new Date(Math.ceil(Date.parse(directive.recordedAt) / MILLISECONDS) * MILLISECONDS).toISOString();
  const own = recalls?.filter((recall) => isAbout(recall, directive, at));
  const agencies = [...new Set(own?.map(({ agency }) => agency))];
  return {
    sentence: t(`resident.stopped.sentence.${now}`, { time: second(at, language).text }),
    rows: now === 'closed' ? [] : nowFacts(stated, telling),
    time: exactMoment(at, language),
    agencies: agencies.map((code) =>
      ofAgency(
        code,
        own!.filter(({ agency }) => agency === code),
        telling,
      ),
    ),
    nothing: agencies.length > 0 ? undefined : t(`resident.stopped.${recalls ? 'none' : 'away'}`),
    looks: { text: t('resident.glance.seeLooks'), href: '/resident/looks' },
  };
}

/**
 * A recall names no directive: it is told of here when it is within this one's reach and was opened before the stop. What
 * called it back does not matter: a no in another tab, or whoever holds the record, can be there before the stop is.
 */
function isAbout({ agency, category, openedAt }: Recall, directive: Directive, stoppedAt: string): boolean {
  const { recipients, categories } = directive;
  const within = (part: readonly string[] | null, code: string): boolean => part === null || part.includes(code);
  const before = openedAt === null || Date.parse(openedAt) <= Date.parse(stoppedAt);
  return before && within(recipients, agency) && within(categories, category);
}

function ofAgency(code: string, recalls: readonly Recall[], telling: Telling): StoppedModel['agencies'][number] {
  const { t } = telling;
  const agency = telling.agency(code);
  const what = listed(telling, [
    ...new Set(
      words(
        t,
        'category',
        recalls.map(({ category }) => category),
      ),
    ),
  ]);
  const says = saidNow(agency, recalls, telling);
  return {
    name: agency,
    opened: t('resident.stopped.opened', { agency, what, count: recalls.length }),
    says: says.length > 0 ? says : [{ text: t('resident.stopped.silent', { agency }) }],
  };
}

/** What each of them says now, and not what it said before that. One answers for each thing that it opened; the same is told once. */
function saidNow(agency: string, recalls: readonly Recall[], telling: Telling): Said[] {
  const now = recalls.flatMap(({ answers }) => answers).filter(({ counts }) => counts);
  const byText = new Map(
    now.map((given) => saidBy(agency, given, telling)).map((said) => [`${said.text}|${said.reason}`, said] as const),
  );
  return [...byText.values()];
}

function saidBy(agency: string, given: RecallAnswer, telling: Telling): Said {
  const { t, language } = telling;
  const who =
    given.processor === '' ? agency : t('resident.stopped.for', { agency, processor: telling.agency(given.processor) });
  const until = given.keptUntil === null ? '' : calendarDay(given.keptUntil, language).text;
  const key = given.answer === 'kept' && until === '' ? 'keptWithoutEnd' : given.answer;
  return {
    text: t(`resident.stopped.${key}`, { who, on: day(given.answeredAt, language).text, until }),
    ...(given.reason === null ? {} : { reason: given.reason }),
  };
}
