import { factsOfTown, isParty, requestOf, type TownQuestion } from '#libs/assurance';
import type { PolicyEngine } from '#libs/cedar';
import { CATEGORIES, type Category, type Purpose } from '#libs/domain';
import { decide } from '#libs/pdp';
import { askOracle } from './oracle/ask-oracle.js';
import { differenceFrom } from './oracle/compare-answers.js';
import { SOURCES, town } from './town.js';

const PURPOSES: Purpose[] = ['COC', 'HOUSADAPT', 'HAZARD', 'SAFEG', 'HOUSUP', 'POPHLTH', 'ETREAT', 'TREAT', 'HRESCH'];
/** Where no agreement or override is for the purpose, these stand for the rest. */
const FEW: readonly Category[] = ['DEMOG', 'LOCATION', 'MENTALHEALTH'];
/** One situation of each resident, asked in full at every run; the others are asked in full with FULL. */
const MAIN = [
  'margaret-given',
  'yusuf-given',
  'doreen-concern',
  'callum',
  'priya',
  'tomasz-break-glass',
  'amina-given',
  'ellie-given',
  'harold-died',
  'sam',
];
const AGREEMENTS = Object.values(town.agreements);

const isSpokenOf = ({ from, to, for: purpose, situation }: TownQuestion): boolean =>
  AGREEMENTS.some((one) => one.purpose === purpose && isParty(one, from, to)) ||
  (town.situations[situation]?.overrides ?? []).some((one) => one.agency === to && one.purpose === purpose);

/** All staff and systems × sources × purposes: a person reads, a system opens. */
function* readsOf(situation: string): Generator<TownQuestion> {
  for (const [who, { kind, agency }] of Object.entries(town.people)) {
    const asks = kind === 'system' ? 'open' : 'read';
    for (const from of SOURCES.filter((source) => source !== agency)) {
      for (const purpose of PURPOSES) yield { who, asks, from, to: agency, for: purpose, situation, category: 'DEMOG' };
    }
  }
}

/** Every source's system × agreement: an offer to the recipient. */
function* offersOf(situation: string): Generator<TownQuestion> {
  for (const [who, { kind, agency: from }] of Object.entries(town.people)) {
    if (kind !== 'system') continue;
    for (const to of Object.keys(town.agencies)) {
      const parties = AGREEMENTS.filter((one) => isParty(one, from, to));
      for (const purpose of new Set(parties.map((one) => one.purpose)))
        yield { who, asks: 'offer', from, to, for: purpose, situation, category: 'DEMOG' };
    }
  }
}

const namedBetween = ({ from, to }: TownQuestion): Category[] =>
  AGREEMENTS.filter((one) => isParty(one, from, to)).flatMap(({ categories }) => categories);

/** In a situation that is not asked in full: what is named between the two, and a third of the rest, another each time. */
function categoriesOf(question: TownQuestion, index: number): readonly Category[] {
  const full = process.env.FULL !== undefined || MAIN.includes(question.situation);
  if (!isSpokenOf(question)) return full ? FEW : [];
  const named = namedBetween(question);
  return full ? CATEGORIES : CATEGORIES.filter((one, at) => named.includes(one) || (at + index) % 3 === 0);
}

export interface Asked {
  cells: number;
  permitted: number;
  /** Cells that the page leaves open, by why. */
  open: { [why: string]: number };
}

export const nothingAsked = (): Asked => ({ cells: 0, permitted: 0, open: {} });

const sentence = ({ who, asks, from, to, for: purpose, situation }: TownQuestion): string =>
  [who, asks, from, to, purpose, situation].join(' ');

/** Asks every cell of one situation of both; gives what differs, as it comes, and counts in `asked`. */
export function* compareOracle(situation: string, engine: PolicyEngine, asked = nothingAsked()): Generator<string> {
  for (const [index, question] of [...readsOf(situation), ...offersOf(situation)].entries()) {
    const categories = categoriesOf(question, index);
    if (categories.length === 0) continue;
    const facts = factsOfTown(town, question, engine.bundle.hash);
    for (const category of categories) {
      const request = requestOf(town, question, category);
      const answer = askOracle(request, facts);
      asked.cells += 1;
      if (answer.outcome === 'open') {
        asked.open[answer.why] = (asked.open[answer.why] ?? 0) + 1;
        continue;
      }
      if (answer.outcome === 'permit') asked.permitted += 1;
      const difference = differenceFrom(answer, decide(request, facts, engine));
      if (difference !== null) yield `${sentence(question)} ${category}: ${difference}`;
    }
  }
}
