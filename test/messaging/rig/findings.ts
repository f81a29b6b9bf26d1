import { once } from './proof.js';

/** One message as it stands in the topic, read past the product's own sources. In order within a partition. */
export interface WireMessage {
  readonly partition: number;
  readonly stream: string;
  readonly seq: bigint;
  readonly id: string;
}

export type Finding =
  | 'lost'
  | 'doubled'
  | 'effects out of order'
  | 'topic out of order'
  | 'echoes differ'
  | 'nothing written';

const LOST = `SELECT 1 FROM proof.written w WHERE NOT EXISTS (SELECT FROM proof.effect e WHERE e.event_id = w.event_id) LIMIT 1`;
const DOUBLED = 'SELECT 1 FROM proof.effect GROUP BY event_id HAVING count(*) > 1 LIMIT 1';
const DISORDERED = `
  SELECT 1 FROM (SELECT seq, lag(seq, 1, 0::bigint) OVER (PARTITION BY stream ORDER BY n) AS before FROM proof.effect) e
  WHERE seq <> before + 1 LIMIT 1`;
const ECHOES = `
  SELECT 1 WHERE (SELECT count(*) FROM proof.effect) <>
                 (SELECT coalesce(sum(seq), 0) FROM messaging.stream_counter WHERE stream LIKE 'echo.%')`;
const WRITTEN = 'SELECT 1 FROM proof.written LIMIT 1';

/** What the run broke of the suite's promises; empty when all of them held. */
export async function findings(adminUrl: string, wire: readonly WireMessage[]): Promise<Finding[]> {
  const has = async (sql: string): Promise<boolean> => (await once(adminUrl, sql)).length > 0;
  const found: Finding[] = [];
  if (!(await has(WRITTEN))) found.push('nothing written');
  if (await has(LOST)) found.push('lost');
  if (await has(DOUBLED)) found.push('doubled');
  if (await has(DISORDERED)) found.push('effects out of order');
  if (!inOrder(wire)) found.push('topic out of order');
  if (await has(ECHOES)) found.push('echoes differ');
  return found;
}

/** Repeats are allowed (at least once on the wire); what a reader sees first of each number must come in order, in one partition. */
export function inOrder(wire: readonly WireMessage[]): boolean {
  const last = new Map<string, { seq: bigint; partition: number }>();
  for (const { stream, seq, partition } of wire) {
    const before = last.get(stream) ?? { seq: 0n, partition };
    if (before.partition !== partition || seq > before.seq + 1n) return false;
    if (seq === before.seq + 1n) last.set(stream, { seq, partition });
  }
  return true;
}
