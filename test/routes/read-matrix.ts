import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { APPS, type App } from './place/apps.js';
import { PEOPLE, type Person } from './place/people.js';

/** What a cell of the matrix asks of an answer; see the head of matrix.yaml. */
export interface Expected {
  readonly status: number;
  readonly shows: 'object' | 'nothing of it' | 'a denial' | 'as it says';
  /** Refused in words that it would not use for something unknown; the asker may know that it is there. */
  readonly known: boolean;
}

export interface Row {
  readonly app: App;
  /** `GET /v1/residents/{id}/records`, as the app's document has it. */
  readonly route: string;
  /** The route and, where it stands more than once, how it is asked. */
  readonly name: string;
  readonly cells: ReadonlyMap<Person, Expected>;
}

export interface Matrix {
  readonly rows: readonly Row[];
  /** Routes of every app that need no token and show nothing of anybody. */
  readonly open: readonly string[];
}

type Page = Record<string, Record<string, readonly (string | number)[]>>;

export function readMatrix(text = readFileSync(new URL('matrix.yaml', import.meta.url), 'utf8')): Matrix {
  const page = parse(text) as Page;
  const [title] = Object.keys(page).filter((name) => name.startsWith('open to all'));
  return {
    open: page[title ?? ''] as unknown as string[],
    rows: APPS.flatMap((app) => Object.entries(page[app] ?? {}).map(([name, cells]) => toRow(app, name, cells))),
  };
}

function toRow(app: App, name: string, cells: readonly (string | number)[]): Row {
  if (cells.length !== PEOPLE.length)
    throw new Error(`${name} has ${cells.length} answers for ${PEOPLE.length} people`);
  return {
    ...{ app, name, route: name.split('?')[0]! },
    cells: new Map(PEOPLE.map((person, index) => [person, toExpected(name, String(cells[index]))])),
  };
}

const SIGNS = { '+': 'object', '-': 'nothing of it' } as const;

function toExpected(name: string, text: string): Expected {
  if (text === 'deny') return { status: 200, shows: 'a denial', known: true };
  const [, status, sign] = /^([2-5]\d\d)([+!-]?)$/.exec(text) ?? [];
  if (!status) throw new Error(`${name}: "${text}" is no answer`);
  return { status: Number(status), shows: SIGNS[sign as '+' | '-'] ?? 'as it says', known: sign === '!' };
}
