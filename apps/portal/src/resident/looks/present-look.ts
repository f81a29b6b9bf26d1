import { exactMoment } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import type { HistoryLine } from '../record/answers.js';
import type { Fact } from '../record/fact.js';
import { listed, type Telling } from '../record/telling.js';
import { sayBasis, sayReason } from './say-rule.js';

const SENTENCES = ['read', 'open', 'offer', 'list', 'ask', 'read-directives'];

/** What a resident themselves, or somebody for them, did to what counts (libs/contracts, DIRECTIVE_CHANGES). */
const CHANGES = [
  ...['given', 'refused', 'objected', 'amended', 'withdrawn', 'lifted', 'upheld', 'declined'],
  // Of how they sign in (apps/consent, sign-in).
  ...['sign-in-asked', 'sign-in-added', 'sign-in-removed'],
];

/** One sentence: who did what. Agency and role; nobody is named. */
export function headlineOf(line: HistoryLine, telling: Telling): string {
  const { t, agency } = telling;
  const who = whoOf(line, telling);
  if (line.kind === 'directive') {
    const change = CHANGES.includes(line.action) ? line.action : 'other';
    return line.requesterAgency === null
      ? t(`resident.look.you.${change}`)
      : t(`resident.look.staff.${change}`, { who });
  }
  // A question about the rules is no look.
  const known = line.kind === 'decision' ? 'ask' : line.action;
  const action = SENTENCES.includes(known) ? known : 'other';
  const what =
    line.categories.length > 0 ? listed(telling, words(t, 'category', line.categories)) : t('resident.look.something');
  const recipient = line.recipientAgency === null ? who : agency(line.recipientAgency);
  return t(`resident.look.${line.outcome === 'permit' ? 'permit' : 'deny'}.${action}`, { who, what, recipient });
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

const OUTCOMES = ['permit', 'deny'];
const outcomeOf = (outcome: string): string => (OUTCOMES.includes(outcome) ? outcome : 'recorded');

/** What for, on which basis, and why not. */
export function whyFacts(line: HistoryLine, telling: Telling): Fact[] {
  const { t } = telling;
  const { purpose, outcome } = line;
  const basis = sayBasis(line, telling);
  const whyNot = outcome === 'deny' ? sayReason(line, telling) : undefined;
  return [
    ...(purpose === null ? [] : [{ key: t('resident.fact.why'), texts: [word(t, 'purpose', purpose)] }]),
    ...(basis === undefined ? [] : [{ key: t('resident.fact.basis'), texts: [basis] }]),
    ...(whyNot === undefined ? [] : [{ key: t('resident.fact.whyNot'), texts: [whyNot] }]),
  ];
}

/** The whole line, on its own page: what the list says, and from where to where. */
export function lookFacts(line: HistoryLine, telling: Telling, title: string | undefined): Fact[] {
  const { t, language, agency } = telling;
  const named = (key: string, code: string | null): Fact[] =>
    code === null ? [] : [{ key: t(`resident.fact.${key}`), texts: [agency(code)], data: true }];
  const agreement = title ?? line.agreement;
  return [
    { key: t('resident.fact.when'), time: exactMoment(line.time, language) },
    { key: t('resident.fact.outcome'), texts: [t(`resident.look.outcome.${outcomeOf(line.outcome)}`)] },
    ...(line.requesterAgency === null
      ? []
      : [{ key: t('resident.fact.who'), texts: [whoOf(line, telling)], data: true }]),
    ...(line.categories.length === 0
      ? []
      : [{ key: t('resident.fact.what'), texts: words(t, 'category', line.categories) }]),
    ...named('from', line.sourceAgency),
    ...named('to', line.recipientAgency),
    ...whyFacts(line, telling),
    ...(agreement === null ? [] : [{ key: t('resident.fact.agreement'), texts: [agreement], data: true }]),
    { key: t('resident.fact.line'), texts: [line.id], data: true },
  ];
}
