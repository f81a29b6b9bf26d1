import { words } from '../../words/words.js';
import type { SharingAnswer } from './answers.js';
import type { Fact } from './fact.js';
import { listed, toResident, type Telling } from './telling.js';

/**
 * The one place that says what is shared and what is not. It says what the decision point answered, agency by agency and
 * category by category, and nothing from a directive's or an agreement's own fields. What could not be asked is unknown.
 */
export function saySharing(answers: readonly SharingAnswer[] | undefined, telling: Telling): Fact[] {
  const { t } = telling;
  if (answers === undefined) return [{ key: t('resident.fact.now'), texts: [t('resident.sharing.unknown')] }];
  const not = linesOf(answers, ({ shared, byOwnWord }) => !shared && !byOwnWord, telling);
  return [...sayOpen(answers, telling), ...(not.length > 0 ? [{ key: t('resident.fact.notNow'), texts: not }] : [])];
}

/** Only what is shared all the same, for what was said to stop it: all else is closed, as it says. */
export const sayStillShared = (answers: readonly SharingAnswer[] | undefined, telling: Telling): Fact[] =>
  answers === undefined ? saySharing(answers, telling) : sayOpen(answers, telling);

/** Who can have it, and who has only to say that they care for the resident to have it: that is no closed door. */
function sayOpen(answers: readonly SharingAnswer[], telling: Telling): Fact[] {
  const { t } = telling;
  const now = linesOf(answers, ({ shared }) => shared, telling);
  const could = linesOf(answers, ({ shared, byOwnWord }) => !shared && byOwnWord, telling);
  return [
    { key: t('resident.fact.now'), texts: now.length > 0 ? now : [t('resident.fact.nobody')] },
    ...(could.length > 0 ? [{ key: t('resident.fact.couldOpen'), texts: could }] : []),
  ];
}

/** "Medicines and 3 more": a list as one line of a phone has room for it. Two are both named. */
export function namedBriefly(names: readonly string[], telling: Telling): string {
  const [first, ...others] = names;
  if (first === undefined || others.length < 2) return listed(telling, names);
  return telling.t('resident.brief.andMore', { first, count: others.length });
}

/**
 * The same in a few words: which agencies have any of it, or could open it; where none has, why, if there is one reason. What they
 * can have stands on the page that the line leads to.
 */
export function sayBriefly(answers: readonly SharingAnswer[] | undefined, telling: Telling): string[] {
  const { t } = telling;
  if (answers === undefined) return [t('resident.sharing.unknown')];
  if (answers.some(({ shared }) => shared)) return sayOpenBriefly(answers, telling);
  const [reason, ...others] = new Set(answers.map((one) => one.reason));
  // Where somebody has only to say that they care for the resident, no reason is in the way.
  const isClosed = reason && others.length === 0 && !answers.some(({ byOwnWord }) => byOwnWord);
  return [
    isClosed ? t('resident.brief.nobodyWhy', { why: toResident(t, 'reason', reason) }) : t('resident.brief.nobody'),
    ...sayOpenBriefly(answers, telling),
  ];
}

/** Of what was said to stop it, only what is open all the same; nothing where all is closed, as it says. */
export function sayOpenBriefly(answers: readonly SharingAnswer[] | undefined, telling: Telling): string[] {
  if (answers === undefined) return sayBriefly(answers, telling);
  const said = new Set<string>();
  /** Each agency once, with the most that is so of it. */
  const say = (text: string, fits: Fits): string[] => {
    const some = answers.filter((one) => fits(one) && !said.has(one.recipient));
    const recipients = [...new Set(some.map(({ recipient }) => recipient))];
    for (const one of recipients) said.add(one);
    if (recipients.length === 0) return [];
    return [telling.t(`resident.brief.${text}`, { who: namedBriefly(recipients.map(telling.agency), telling) })];
  };
  return [
    ...say('shared', ({ shared, byOwnWord }) => shared && !byOwnWord),
    ...say('claimed', ({ shared, byOwnWord }) => shared && byOwnWord),
    ...say('claimable', ({ shared, byOwnWord }) => !shared && byOwnWord),
  ];
}

interface Line {
  readonly reason: string | null;
  readonly byOwnWord: boolean;
  /** Set where other sources of the same are answered otherwise. */
  readonly sources: readonly string[];
  readonly recipients: readonly string[];
  readonly categories: readonly string[];
}

type Fits = (answer: SharingAnswer) => boolean;

function linesOf(all: readonly SharingAnswer[], fits: Fits, telling: Telling): string[] {
  const { t, agency } = telling;
  return grouped(all.filter(fits), all).map(({ reason, byOwnWord, sources, recipients, categories }) => {
    const who = listed(telling, recipients.map(agency));
    const what = listed(telling, words(t, 'category', categories));
    const from = sources.length > 0 ? listed(telling, sources.map(agency)) : '';
    const open = byOwnWord ? 'claimed' : 'shared';
    const shut = byOwnWord ? 'claimable' : 'closed';
    const key = `resident.now.${reason === null ? open : shut}${from === '' ? '' : 'From'}`;
    return t(key, { who, what, from, why: reason === null ? '' : toResident(t, 'reason', reason) });
  });
}

/** Cells with the same answer put together: first what each recipient has, then the recipients that have the same. */
function grouped(some: readonly SharingAnswer[], all: readonly SharingAnswer[]): Line[] {
  const cells = merged(
    some.map(({ source, recipient, category, reason, byOwnWord }) => ({
      ...{ reason, byOwnWord, sources: [source], recipients: [recipient], categories: [category] },
    })),
    'sources',
  ).map((cell) => (isEverySource(cell, all) ? { ...cell, sources: [] } : cell));
  return merged(merged(cells, 'categories'), 'recipients');
}

/** Lines that differ in nothing but this part become one. */
function merged(lines: readonly Line[], part: 'sources' | 'recipients' | 'categories'): Line[] {
  const byRest = new Map<string, Line>();
  for (const line of lines) {
    const key = JSON.stringify({ ...line, [part]: null });
    const before = byRest.get(key)?.[part] ?? [];
    byRest.set(key, { ...line, [part]: [...new Set([...before, ...line[part]])] });
  }
  return [...byRest.values()];
}

const isEverySource = ({ sources, recipients, categories }: Line, all: readonly SharingAnswer[]): boolean =>
  all
    .filter(({ recipient, category }) => recipients.includes(recipient) && categories.includes(category))
    .every(({ source }) => sources.includes(source));
