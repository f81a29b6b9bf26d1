import type { MessagingLog } from '../messaging-log.js';
import type { OutgoingMessage } from '../outbox/outbox.js';
import { TopicRefused, type Sink } from '../sinks/sink.js';
import type { BarredTopics } from './barred-topics.js';

/**
 * Sends a batch and returns what the sink has for certain. Where a topic refuses, each topic is sent on its own and
 * the refusing one is barred for a while, so that one agency's broken topic holds up nobody else.
 * Rejects when the sink itself is away.
 */
export async function deliver(
  batch: readonly OutgoingMessage[],
  sink: Sink,
  barred: BarredTopics,
  log: MessagingLog,
): Promise<OutgoingMessage[]> {
  const byTopic = groupByTopic(batch);
  try {
    await sink.send(batch);
    for (const topic of byTopic.keys()) reopen(topic, barred, log);
    return [...batch];
  } catch (error) {
    if (!(error instanceof TopicRefused)) throw error;
    if (byTopic.size === 1) return refuse(batch[0]!.topic, error, barred, log);
  }
  const delivered: OutgoingMessage[] = [];
  for (const [topic, messages] of byTopic) {
    try {
      await sink.send(messages);
      reopen(topic, barred, log);
      delivered.push(...messages);
    } catch (error) {
      if (!(error instanceof TopicRefused)) return giveBack(delivered, error);
      refuse(topic, error, barred, log);
    }
  }
  return delivered;
}

function groupByTopic(batch: readonly OutgoingMessage[]): Map<string, OutgoingMessage[]> {
  const groups = new Map<string, OutgoingMessage[]>();
  for (const message of batch) {
    const group = groups.get(message.topic);
    if (group) group.push(message);
    else groups.set(message.topic, [message]);
  }
  return groups;
}

/** What was delivered before the sink went away is still to be removed; the next call will find the sink away by itself. */
function giveBack(delivered: OutgoingMessage[], error: unknown): OutgoingMessage[] {
  if (delivered.length === 0) throw error;
  return delivered;
}

function reopen(topic: string, barred: BarredTopics, log: MessagingLog): void {
  if (barred.clear(topic)) log.info({ topic }, 'topic takes messages again');
}

function refuse(topic: string, err: TopicRefused, barred: BarredTopics, log: MessagingLog): OutgoingMessage[] {
  log.error({ topic, ...barred.bar(topic), err }, 'topic refuses messages; they wait in the outbox');
  return [];
}
