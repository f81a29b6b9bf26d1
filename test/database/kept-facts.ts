import type pg from 'pg';
import { FACTS, type Source } from '#libs/pdp';

/** What is said of a source of facts that must not be kept under the epochs of its items. */
export type Breach = string;

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

const FUNCTIONS = `SELECT n.nspname || '.' || p.proname AS name, p.prosrc AS source
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname IN ('fence', 'consent', 'policy', 'relay', 'audit', 'messaging')`;
const GUARDS = `SELECT n.nspname || '.' || c.relname AS tab, split_part(encode(t.tgargs, 'escape'), '\\000', 1) AS level
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE t.tgname = 'fence_update'`;

/**
 * Facts are kept under three epochs: the place's, the requester's, the resident's. A source may read only tables that one of
 * these fences by a key that it is called with, and nothing that changes with time alone.
 */
export async function sourcesNotToBeKept(client: pg.Client): Promise<Breach[]> {
  const { rows: functions } = await client.query<Called>(FUNCTIONS);
  const { rows: guards } = await client.query<Guard>(GUARDS);
  const sources = [...new Set(FACTS.all.map(({ source }) => source))];
  return sources.flatMap((source) => breachesOf(source, functions, guards));
}

function breachesOf(source: Source, functions: readonly Called[], guards: readonly Guard[]): Breach[] {
  const reached = reachedFrom(nameIn(source.call), functions);
  const timed = reached
    .filter(({ name, source: text }) => CLOCK.test(text) && !MAY_READ_THE_CLOCK.includes(name))
    .map(({ name }) => `${source.name} is told by ${name}, which reads the clock`);
  const texts = reached.map(({ source: text }) => text).join('\n');
  const foreign = guards
    .filter(({ tab }) => new RegExp(`\\b${tab.replace('.', '\\.')}\\b(?!_)`).test(texts))
    .filter(({ level }) => level !== 'place' && !source.by.includes(KEY_OF[level]))
    .map(({ tab, level }) => `${source.name} reads ${tab}, which is fenced by a ${level} that it is not called with`);
  return [...timed, ...foreign];
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
