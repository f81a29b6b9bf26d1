import type pg from 'pg';
import { canariesIn } from './canaries.js';

const MESSAGES = `SELECT topic, message_key AS key, value::jsonb AS event FROM messaging.log
  UNION ALL SELECT topic, message_key, to_jsonb(o) FROM messaging.outbox o`;

interface Message {
  readonly topic: string;
  readonly key: string;
  readonly event: { readonly data?: Record<string, unknown> } & Record<string, unknown>;
}

/**
 * Personal data in what goes to a topic: key, attributes and data, everything but the seal. What goes to an agency may not
 * even hold the ids by which the place itself knows people (design 6: only random ids outside the seal).
 */
export async function canariesInMessages(
  admin: pg.Pool,
  internalIds: readonly string[],
): Promise<{ found: string[]; messages: number }> {
  const { rows } = await admin.query<Message>(MESSAGES);
  const found = rows.flatMap(({ topic, key, event }) => {
    const { sealed: _sealed, ...open } = event.data ?? {};
    const text = `${topic} ${key} ${JSON.stringify({ ...event, data: open })}`;
    const internal = topic.includes('agency.')
      ? internalIds.filter((id) => text.includes(id)).map(() => 'an internal id')
      : [];
    return [...canariesIn(text), ...internal].map((what) => `${topic}: ${what}`);
  });
  return { found: [...new Set(found)], messages: rows.length };
}
