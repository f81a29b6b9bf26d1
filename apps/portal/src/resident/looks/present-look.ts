import { exactMoment } from '../../words/times.js';
import type { Translate } from '../../words/texts.js';
import { word, words } from '../../words/words.js';
import type { HistoryLine } from '../record/answers.js';
import { type Fact, textFact } from '../record/fact.js';
import { listed, type Telling } from '../record/telling.js';
import { sayBasis, sayReason } from './say-rule.js';

/** One sentence: who did what. Agency and role; nobody is named. */
export function headlineOf(line: HistoryLine, telling: Telling): string {
  const { t, agency } = telling;
  const who = whoOf(line, telling);
  if (line.kind === 'directive') {
    return sayAction(line.requesterAgency === null ? 'you' : 'staff', line.action, { who }, t);
  }
  // A question about the rules is no look.
  const action = line.kind === 'decision' ? 'ask' : line.action;
  const what = whatOf(line, telling);
  const recipient = line.recipientAgency === null ? who : agency(line.recipientAgency);
  return sayAction(line.outcome === 'permit' ? 'permit' : 'deny', action, { who, what, recipient }, t);
}

function sayAction(side: string, action: string, places: Readonly<Record<string, string>>, t: Translate): string {
  const key = `resident.look.${side}.${action}`;
  return t(t.knows(key) ? key : `resident.look.${side}.other`, places);
}

/** Two kinds are both named: more are counted, and each stands where the line is told in full. */
const MOST_NAMED = 2;

function whatOf({ categories }: HistoryLine, telling: Telling): string {
  const { t } = telling;
  if (categories.length === 0) return t('resident.look.something');
  if (categories.length > MOST_NAMED) return t('resident.look.kinds', { count: categories.length });
  return listed(telling, words(t, 'category', categories));
}

function whoOf({ requesterAgency, requesterKind, requesterRoles }: HistoryLine, telling: Telling): string {
  const { t } = telling;
  if (requesterAgency === null)
    return t(requesterKind === 'resident' ? 'resident.look.yourself' : 'resident.look.someone');
  const agency = telling.agency(requesterAgency);
  if (requesterKind === 'system') return t('resident.look.system', { agency });
  if (requesterRoles.length === 0) return agency;
  return t('resident.look.person', { role: listed(telling, words(t, 'role', requesterRoles)), agency });
}

const isDecided = ({ outcome }: HistoryLine): boolean => outcome === 'permit' || outcome === 'deny';

/** What for, on which basis, and why not. */
export function whyFacts(line: HistoryLine, telling: Telling): Fact[] {
  const { t } = telling;
  const { purpose, outcome } = line;
  return [
    ...textFact(t, 'why', purpose === null ? [] : [word(t, 'purpose', purpose)]),
    ...textFact(t, 'basis', [sayBasis(line, telling)]),
    ...textFact(t, 'whyNot', outcome === 'deny' ? [sayReason(line, telling)] : []),
  ];
}

/** The whole line, on its own page: what the list says, and from where to where. */
export function lookFacts(line: HistoryLine, telling: Telling, title: string | undefined): Fact[] {
  const { t, language, agency } = telling;
  const named = (key: string, code: string | null): Fact[] =>
    textFact(t, key, code === null ? [] : [agency(code)], true);
  return [
    { key: t('resident.fact.when'), time: exactMoment(line.time, language) },
    {
      key: t('resident.fact.outcome'),
      texts: [t(`resident.look.outcome.${isDecided(line) ? line.outcome : 'recorded'}`)],
    },
    ...textFact(t, 'who', line.requesterAgency === null ? [] : [whoOf(line, telling)], true),
    ...textFact(t, 'what', words(t, 'category', line.categories)),
    ...named('from', line.sourceAgency),
    ...named('to', line.recipientAgency),
    ...whyFacts(line, telling),
    ...textFact(t, 'agreement', [title ?? line.agreement ?? undefined], true),
    ...textFact(t, 'line', [line.id], true),
  ];
}
