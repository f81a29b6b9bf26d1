import { calendarDay, day, exactMoment, second } from '../../words/times.js';
import { words } from '../../words/words.js';
import type { Recall, RecallAnswer } from '../record/answers.js';
import { nowFacts, nowUnder, saidFacts, stoppedAt, type Stated } from '../record/describe-directive.js';
import { listed, type Telling } from '../record/telling.js';

/** One screen with one button: what stops, and what cannot be undone. No word that shames, and no question why. */
export function presentStop(stated: Stated, telling: Telling, phone: string) {
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

export interface Said {
  readonly text: string;
  /** The agency's own words. */
  readonly reason?: string;
}

/**
 * The proof of a stop: from when on nothing went out, and what each agency that had opened something says about it. Nothing is
 * said to have ended that goes on by something else, and nothing of all that was opened that was said of a part.
 */
export function presentStopped(stated: Stated, recalls: readonly Recall[] | undefined, telling: Telling) {
  const { t, language } = telling;
  const { directive } = stated;
  const now = nowUnder(stated);
  const at = stoppedAt(directive);
  const own = recalls?.filter((recall) => isAbout(recall, stated, at));
  const agencies = [...new Set(own?.map(({ agency }) => agency))];
  return {
    sentence: t(`resident.stopped.sentence.${now}`, { time: second(at, language).text }),
    // What of it is shared all the same, by something else.
    rows: now === 'closed' ? [] : nowFacts(stated, telling),
    time: exactMoment(at, language),
    agencies: agencies.map((code) => ofAgency(code, own!, telling)),
    // None was asked to call anything back, which is not that nobody looked; or it is not known.
    nothing: agencies.length > 0 ? undefined : t(`resident.stopped.${recalls ? 'none' : 'away'}`),
    // What was opened by an earlier yes to the same stands on that one's page.
    earlier: recalls?.some((recall) => isOfEarlier(recall, stated))
      ? { text: t('resident.stopped.earlier'), href: '/resident/choices' }
      : undefined,
    // Always: who only read on a page is asked nothing, and stands nowhere else.
    looks: { text: t('resident.glance.seeLooks'), href: '/resident/looks' },
  };
}

/**
 * A recall names no directive: it is told of here when it is within this one's reach and was opened under this yes, before the
 * stop. What called it back does not matter: a no in another tab, or whoever holds the record, can be there before the stop is.
 */
function isAbout(recall: Recall, stated: Stated, stoppedAt: string): boolean {
  const opened = openedAt(recall);
  return (
    opened >= Date.parse(stated.directive.startsAt) &&
    (recall.openedAt === null || opened <= Date.parse(stoppedAt)) &&
    isWithin(recall, stated)
  );
}

/** Opened before this yes began, and called back after: by an earlier one to the same, which this one replaced. */
function isOfEarlier(recall: Recall, stated: Stated): boolean {
  const began = Date.parse(stated.directive.startsAt);
  return openedAt(recall) < began && Date.parse(recall.raisedAt) >= began && isWithin(recall, stated);
}

const openedAt = ({ openedAt, raisedAt }: Recall): number => Date.parse(openedAt ?? raisedAt);

function isWithin({ agency, category }: Recall, { directive, items }: Stated): boolean {
  const { recipients, categories, agreement } = directive;
  const within = (part: readonly string[] | null | undefined, code: string): boolean => !part || part.includes(code);
  // A yes to all of an agreement names none of those in it.
  const agreed = items?.find(({ id }) => id === agreement);
  return (
    [recipients, agreed?.parties.map(({ recipient }) => recipient)].every((part) => within(part, agency)) &&
    [categories, agreed?.categories].every((part) => within(part, category))
  );
}

function ofAgency(code: string, all: readonly Recall[], telling: Telling) {
  const { t } = telling;
  const recalls = all.filter((one) => one.agency === code);
  const agency = telling.agency(code);
  return {
    name: agency,
    opened: t('resident.stopped.opened', { agency, what: whatOf(recalls, telling), count: recalls.length }),
    says: [...saidNow(agency, recalls, telling), ...silent(agency, recalls, telling)],
  };
}

function whatOf(recalls: readonly Recall[], telling: Telling): string {
  const categories = [...new Set(recalls.map(({ category }) => category))];
  return listed(telling, words(telling.t, 'category', categories));
}

/** What each of them says now, and not what it said before that; where it is not of everything, of how many and what. */
function saidNow(agency: string, recalls: readonly Recall[], telling: Telling): Said[] {
  const groups = new Map<string, { said: Said; of: Recall[] }>();
  for (const recall of recalls) {
    for (const given of recall.answers.filter(({ counts }) => counts)) {
      const said = saidBy(agency, given, telling);
      const key = `${said.text}|${said.reason}`;
      groups.set(key, { said, of: [...(groups.get(key)?.of ?? []), recall] });
    }
  }
  return [...groups.values()].map(({ said, of }) => {
    if (recalls.length === 1) return said;
    const key = of.length === recalls.length ? 'ofAll' : 'ofSome';
    const counted = { count: of.length, what: whatOf(of, telling), said: said.text };
    return { ...said, text: telling.t(`resident.stopped.${key}`, counted) };
  });
}

/** Where the agency itself has said nothing of some. */
function silent(agency: string, recalls: readonly Recall[], telling: Telling): Said[] {
  const of = recalls.filter(({ answers }) => !answers.some(({ counts, processor }) => counts && processor === ''));
  if (of.length === 0) return [];
  const key = of.length === recalls.length ? 'silent' : 'silentOfSome';
  return [{ text: telling.t(`resident.stopped.${key}`, { agency, count: of.length, what: whatOf(of, telling) }) }];
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
