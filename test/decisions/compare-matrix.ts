import type { PolicyEngine } from '#libs/cedar';
import { CATEGORIES, type Category, type DecisionRequest, type Purpose } from '#libs/domain';
import { decide } from '#libs/pdp';
import { factsOfTown } from './facts-of-town.js';
import { agencyOf, readPage, town, words } from './town.js';

interface Row {
  who: string[];
  from: string[];
  for: Purpose;
  under: string;
  inside: string | { [category: string]: string };
  outside?: string;
}

interface SituationRows {
  situation: string;
  rows?: Row[];
  /** The answer for every cell. */
  everyone?: string;
  objected?: { from: string; categories: Category[] };
  /** Recipients that the resident refuses, whatever is asked. */
  refused?: string[];
}

interface Matrix {
  open: { who: string[]; for: Purpose }[];
  matrix: SituationRows[];
}

const { open, matrix } = readPage<Matrix>('matrix.yaml');
const SOURCES = ['NM-ASC', 'NM-HSG', 'NM-ACUTE', 'NM-GP', 'NM-MH', 'HARBOUR', 'REACH'];
const PURPOSES: Purpose[] = ['COC', 'HOUSADAPT', 'HAZARD', 'SAFEG', 'HOUSUP', 'POPHLTH', 'ETREAT'];
/** Where no agreement names them, a few categories stand for the rest, but for the first source of a row. */
const FEW: Category[] = ['DEMOG', 'MENTALHEALTH'];

export interface Cell {
  situation: string;
  who: string;
  from: string;
  purpose: Purpose;
  category: Category;
  expected: string;
}

const insideOf = (row: Row, category: Category): string | undefined => {
  const names = words(town.agreements[row.under]?.categories ?? '');
  if (!names.includes(category)) return row.outside ?? 'category-not-in-agreement';
  return typeof row.inside === 'string' ? row.inside : row.inside[category];
};

const expectedOf = (
  page: SituationRows,
  row: Row | undefined,
  who: string,
  from: string,
  category: Category,
): string => {
  if (page.everyone !== undefined) return page.everyone;
  if (page.refused?.includes(agencyOf(who))) return 'refused';
  if (page.objected?.from === from && page.objected.categories.includes(category)) return 'objected';
  return row === undefined ? 'no-agreement' : (insideOf(row, category) ?? 'missing in matrix.yaml');
};

const categoriesOf = (row: Row | undefined, from: string): readonly Category[] => {
  if (row === undefined) return FEW;
  if (row.from[0] === from) return CATEGORIES;
  return [...new Set([...(words(town.agreements[row.under]?.categories ?? '') as Category[]), ...FEW])];
};

const isOpen = (who: string, purpose: Purpose): boolean =>
  open.some((cell) => cell.for === purpose && cell.who.includes(who));

function* cellsOf(page: SituationRows): Generator<Cell> {
  const rows = ((page.rows ?? []) as unknown[]).flat(Infinity) as Row[];
  for (const who of Object.keys(town.people)) {
    for (const from of SOURCES.filter((source) => source !== agencyOf(who))) {
      for (const purpose of PURPOSES.filter((one) => !isOpen(who, one))) {
        const row = rows.find((one) => one.who.includes(who) && one.from.includes(from) && one.for === purpose);
        for (const category of categoriesOf(row, from)) {
          const expected = expectedOf(page, row, who, from, category);
          yield { situation: page.situation, who, from, purpose, category, expected };
        }
      }
    }
  }
}

export const SITUATIONS = matrix.map(({ situation }) => situation);

const requestOf = ({ situation, who, from, purpose, category }: Cell): DecisionRequest => ({
  requesterId: who,
  action: 'read',
  residentId: situation,
  sourceAgency: from,
  recipientAgency: agencyOf(who),
  category,
  purpose,
});

/** Asks every cell of one situation; gives what differs, as it comes, and counts the cells in `asked`. */
export function* compareMatrix(situation: string, engine: PolicyEngine, asked = { cells: 0 }): Generator<string> {
  for (const page of matrix.filter((one) => one.situation === situation)) {
    for (const cell of cellsOf(page)) {
      asked.cells += 1;
      const request = requestOf(cell);
      const facts = factsOfTown(request, town.situations[situation] ?? {}, engine.bundle.hash);
      const { outcome, reason } = decide(request, facts, engine);
      const seen = outcome === 'permit' ? 'permit' : reason;
      if (seen !== cell.expected) yield `${Object.values(cell).join(' ')}, seen ${seen}`;
    }
  }
}
