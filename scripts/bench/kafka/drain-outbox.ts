import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { roundOf, type Round } from '../round.js';
import { DATA, STREAMS, TOPIC, TYPE } from './bench-topic.js';

const FILL = `SELECT count(messaging.publish_v1('bench-' || at % ${STREAMS}, $2, 'bench-' || at % ${STREAMS},
  gen_random_uuid(), $3, $4::jsonb)) FROM generate_series(1, $1::int) AS at`;
const LEFT = 'SELECT FROM messaging.outbox WHERE topic = $1 LIMIT 1';
const LOOK_EVERY_MS = 5;
const GIVEN_UP_MS = 120_000;

/** So many messages of one commit, from its notification until the shipper has removed the last of them. */
export async function drainOutbox(database: pg.Pool | pg.Client, messages: number): Promise<Round> {
  await database.query(FILL, [messages, TOPIC, TYPE, JSON.stringify(DATA)]);
  const began = performance.now();
  await database.query('NOTIFY "messaging.outbox"');
  while ((await database.query(LEFT, [TOPIC])).rowCount! > 0) {
    if (performance.now() - began > GIVEN_UP_MS) throw new Error('the outbox is not drained');
    await wait(LOOK_EVERY_MS);
  }
  const tookMs = performance.now() - began;
  return { ...roundOf([tookMs], messages / (tookMs / 1000)), operations: messages };
}
