import type pg from 'pg';
import { FACTS } from '#libs/pdp';

/** What is said of a source that must not be kept under the epochs of its items. */
export type Breach = string;

/** What is kept: what a function answers, called with these of an item. */
interface Source {
  readonly name: string;
  readonly call: string;
  readonly by: readonly string[];
}

/** What the relay keeps of whoever arrives (`FindArrival`): who they are, whom an id means to their agency, which sources agreements name. */
const ARRIVAL: readonly Source[] = [
  { name: 'who signed in', call: 'policy.principal_v1()', by: ['requester'] },
  { name: 'whom an id means', call: 'consent.resident_by_pseudonym_v1()', by: ['resident'] },
  { name: 'sources', call: 'policy.sources_v1()', by: [] },
];

interface Called {
  readonly name: string;
  readonly source: string;
}
interface Guard {
  readonly tab: string;
  readonly level: 'place' | 'practitioner' | 'resident';
}

/** Told apart by the clock: the bundle in force. Kept facts end when the next takes over (`KeptFacts`). */
const MAY_READ_THE_CLOCK = ['policy.bundle_now_v1', 'fence.domain_now'];
const CLOCK = /domain_now\s*\(|clock_timestamp|\bnow\s*\(|current_(?:timestamp|date|time)|statement_timestamp/i;
/** Each level's epoch is compared for one key: whoever asks, and whom it is about. */
const KEY_OF = { practitioner: 'requester', resident: 'resident' } as const;

/** Without a fence of its own, and why whatever is told from it moves an epoch all the same. */
const MOVES_WITH_ITS_RESIDENT = [
  // A pseudonym gets here from consent.link when its resident is joined to another, and goes on with that one's next join: each
  // fences both by its first statement (`consent.join_v1`), and no app may write here.
  'consent.other_link',
];

const FUNCTIONS = `SELECT n.nspname || '.' || p.proname AS name, p.prosrc AS source
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname IN ('fence', 'consent', 'policy', 'relay', 'audit', 'messaging')`;
const GUARDS = `SELECT n.nspname || '.' || c.relname AS tab, split_part(encode(t.tgargs, 'escape'), '\\000', 1) AS level
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE t.tgname = 'fence_update'`;

/**
 * Facts, and what a look begins with, are kept under three epochs: the place's, the requester's, the resident's. A source may read only
 * tables, so only columns, that one of these fences by a key that it is called with or answers, and nothing that changes with time alone.
 */
export async function sourcesNotToBeKept(client: pg.Client): Promise<Breach[]> {
  const { rows: functions } = await client.query<Called>(FUNCTIONS);
  const { rows: guards } = await client.query<Guard>(GUARDS);
  const sources: Source[] = [...new Set(FACTS.all.map(({ source }) => source)), ...ARRIVAL];
  return sources.flatMap((source) => breachesOf(source, functions, guards));
}

function breachesOf(source: Source, functions: readonly Called[], guards: readonly Guard[]): Breach[] {
  const reached = reachedFrom(nameIn(source.call), functions);
  const timed = reached
    .filter(({ name, source: text }) => CLOCK.test(text) && !MAY_READ_THE_CLOCK.includes(name))
    .map(({ name }) => `${source.name} is told by ${name}, which reads the clock`);
  const texts = reached.map(({ source: text }) => text).join('\n');
  const unfenced = tablesIn(texts)
    .filter((table) => !guards.some(({ tab }) => tab === table) && !MOVES_WITH_ITS_RESIDENT.includes(table))
    .map((table) => `${source.name} reads ${table}, which nothing fences`);
  const foreign = guards
    .filter(({ tab }) => new RegExp(`\\b${tab.replace('.', '\\.')}\\b(?!_)`).test(texts))
    .filter(({ level }) => level !== 'place' && !source.by.includes(KEY_OF[level]))
    .map(({ tab, level }) => `${source.name} reads ${tab}, which is fenced by a ${level} that it is not called with`);
  return [...timed, ...unfenced, ...foreign];
}

/** The fence's own (epochs, the clock, what is to be reconciled) are what is compared. */
function tablesIn(texts: string): string[] {
  const named = texts.matchAll(/\b(?:FROM|JOIN)\s+((?:consent|policy|relay|audit|messaging)\.[a-z_]+)\b(?!\s*\()/g);
  return [...new Set([...named].map(([, table]) => table!))];
}

const nameIn = (call: string): string => call.slice(0, call.indexOf('('));

/** The function, and whatever it calls. Overloads count together. */
function reachedFrom(start: string, functions: readonly Called[]): Called[] {
  const names = new Set([start]);
  for (const name of names)
    for (const { source } of functions.filter((one) => one.name === name))
      for (const [, called] of source.matchAll(/\b([a-z]+\.[a-z_0-9]+)\s*\(/g))
        if (functions.some((one) => one.name === called)) names.add(called!);
  return functions.filter(({ name }) => names.has(name));
}
