import type { CloudEvent } from '#libs/contracts';

/** The envelope's varying parts as the outbox holds them; `data` is already JSON text, `seq` decimal. */
export interface EventParts {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly stream: string;
  readonly seq: string;
  readonly data: string;
}

/** A CloudEvent that has been read from a topic, its sequence as a number. */
export interface ReceivedEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly topic: string;
  readonly stream: string;
  readonly seq: bigint;
  readonly data: unknown;
  /** The text as it stood in the topic. */
  readonly text: string;
}

/** CloudEvents 1.0, 3.1 (required attributes) in the JSON format's structured mode; `data` is embedded as it is, not parsed again. */
export function cloudEventText(source: string, parts: EventParts): string {
  const attributes: Omit<CloudEvent<never>, 'data'> = {
    specversion: '1.0',
    id: parts.id,
    source,
    type: parts.type,
    time: parts.time,
    stream: parts.stream,
    sequence: parts.seq,
    datacontenttype: 'application/json',
  };
  return `${JSON.stringify(attributes).slice(0, -1)},"data":${parts.data}}`;
}

/** Why a message in a topic is not one of ours. `reason` is a constant text without content. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}

const REQUIRED = ['id', 'source', 'type', 'time', 'stream', 'sequence'] as const;

/** Reads a structured-mode CloudEvent; throws UnreadableMessage where it is not JSON, not 1.0 or lacks an attribute. */
export function readCloudEvent(topic: string, value: Uint8Array): ReceivedEvent {
  const text = decode(value);
  let event: Partial<Record<keyof CloudEvent<unknown>, unknown>> | null;
  try {
    event = JSON.parse(text) as typeof event;
  } catch {
    throw new UnreadableMessage('not JSON');
  }
  if (typeof event !== 'object' || event === null || event.specversion !== '1.0')
    throw new UnreadableMessage('not a CloudEvent 1.0');
  for (const name of REQUIRED) {
    if (typeof event[name] !== 'string' || event[name] === '')
      throw new UnreadableMessage(`attribute ${name} is missing`);
  }
  const { id, source, type, time, stream, sequence } = event as CloudEvent<unknown>;
  if (!/^[1-9][0-9]{0,18}$/.test(sequence)) throw new UnreadableMessage('attribute sequence is not a positive integer');
  return { id, source, type, time, topic, stream, seq: BigInt(sequence), data: event.data, text };
}

function decode(value: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    throw new UnreadableMessage('not UTF-8');
  }
}
