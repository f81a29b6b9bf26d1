import type pg from 'pg';
import { onOwnStack } from '../on-own-stack.js';
import { LookTown } from '../look/look-town.js';
import { measureLooks } from '../look/measure-looks.js';
import type { PartOptions, PartReport } from '../part.js';
import { rounded } from '../statistics.js';

/** More of them would say nothing else. */
const MOST_RESIDENTS = 200;
const LEAST_ENTRIES = 5_000;
const CALLERS = 16;

/** Each table of the log with its indexes and what is stored beside it. What waits to be numbered is told by itself. */
const SIZES = `SELECT c.relname AS name, pg_total_relation_size(c.oid)::float8 AS bytes
  FROM pg_class c WHERE c.relnamespace = 'audit'::regnamespace AND c.relkind = 'r'`;
const ENTRIES = 'SELECT size::int AS entries FROM audit.head';
const STAGING = 'staging';
const KEPT_BESIDE_DETAIL = ['entry', 'entry_key', 'entry_index'];

interface Log {
  readonly entries: number;
  readonly bytes: ReadonlyMap<string, number>;
}

/** What an entry of a look takes on disk: how much the log's tables and indexes grew, over how many entries there are more. */
export const measureEntryPart = ({ seconds, residents }: PartOptions): Promise<PartReport> =>
  onOwnStack(async (stack) => {
    const town = await LookTown.prepare(stack, Math.min(residents, MOST_RESIDENTS));
    const before = await logOf(stack.database);
    let after = before;
    while (after.entries - before.entries < LEAST_ENTRIES) {
      await measureLooks(town, { keptPercent: 50, connections: CALLERS, seconds });
      await stack.worked().settled();
      after = await logOf(stack.database);
    }
    const entries = after.entries - before.entries;
    const perEntry = (names: readonly string[]): number =>
      rounded(names.reduce((sum, name) => sum + after.bytes.get(name)! - before.bytes.get(name)!, 0) / entries);
    const tables = [...after.bytes.keys()].filter((name) => name !== STAGING);
    const results = {
      ...Object.fromEntries(tables.map((name) => [name, perEntry([name])])),
      stagingBytes: after.bytes.get(STAGING)!,
    };
    const ratios = { bytes: perEntry(tables), leafKeysAndIndexBytes: perEntry(KEPT_BESIDE_DETAIL) };
    return { about: { entries, callers: CALLERS }, results, ratios };
  });

async function logOf(database: pg.Pool): Promise<Log> {
  const sizes = await database.query<{ name: string; bytes: number }>(SIZES);
  const head = await database.query<{ entries: number }>(ENTRIES);
  return {
    entries: head.rows[0]!.entries,
    bytes: new Map(sizes.rows.map(({ name, bytes }) => [name, bytes])),
  };
}
