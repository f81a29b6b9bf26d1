import { connect } from 'node:net';

/** What is sent again and again, and how. Written bytes in, counted answers out: a client costs little beside what it measures. */
export interface Hammering {
  /** Of this machine. */
  readonly port: number;
  readonly requests: readonly Buffer[];
  /** Each connection has one request under way at a time. */
  readonly connections: number;
  /** No request begins later. */
  readonly seconds: number;
  /** Ends with the last request instead of beginning anew with the first. */
  readonly once?: boolean;
  /** An answer 200 or 201 without these bytes in its body has failed, too. */
  readonly expects?: Buffer;
}

export interface Answers {
  readonly answered: number;
  /** Of those answered, and connections that broke. */
  readonly failed: number;
  readonly tookMs: number;
  /** In milliseconds, one for each that was answered (of the last four million). */
  readonly durations: Float64Array;
}

const MOST_DURATIONS = 4_000_000;
const NOTHING: Buffer = Buffer.alloc(0);
const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** 200 or 201. */
const OK = Buffer.from('HTTP/1.1 20');
const LENGTH = [Buffer.from('content-length: '), Buffer.from('Content-Length: ')];

export interface RequestParts {
  readonly path: string;
  readonly token?: string;
  /** JSON; a POST where there is one. */
  readonly body?: string;
}

export function requestBytes({ path, token, body }: RequestParts): Buffer {
  const headers = [
    `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    'Host: bench',
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body ?? ''}`);
}

/** Sends the requests in their order until the time is over. Rejects never: a connection that breaks counts as failed. */
export async function hammer(how: Hammering): Promise<Answers> {
  const state = {
    answered: 0,
    failed: 0,
    next: 0,
    durations: new Float64Array(MOST_DURATIONS),
    until: performance.now() + how.seconds * 1000,
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: how.connections }, () => oneCaller(how, state)));
  const { answered, failed, durations } = state;
  const tookMs = performance.now() - began;
  return { answered, failed, tookMs, durations: durations.subarray(0, Math.min(answered, MOST_DURATIONS)) };
}

interface State {
  answered: number;
  failed: number;
  next: number;
  readonly durations: Float64Array;
  readonly until: number;
}

function oneCaller({ port, requests, once, expects }: Hammering, state: State): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  let sent = 0;
  let missing = -1;
  let head: Buffer = NOTHING;
  let ok = true;
  let body: Buffer[] = [];
  const ask = (): void => {
    const isOver = performance.now() >= state.until || (once && state.next >= requests.length);
    if (isOver) return void socket.end();
    sent = performance.now();
    socket.write(requests[state.next % requests.length]!);
    state.next += 1;
  };
  const count = (): void => {
    if (!ok || (expects && !Buffer.concat(body).includes(expects))) state.failed += 1;
    state.durations[state.answered % MOST_DURATIONS] = performance.now() - sent;
    state.answered += 1;
  };
  socket.once('connect', ask);
  socket.on('data', (chunk: Buffer) => {
    let part = chunk;
    if (missing < 0) {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const end = head.indexOf(END_OF_HEAD);
      if (end < 0) return;
      ok = isOk(head);
      part = head.subarray(end + END_OF_HEAD.length);
      missing = contentLength(head, end);
      head = NOTHING;
      body = [];
    }
    missing -= part.length;
    if (expects) body.push(part);
    if (missing > 0) return;
    missing = -1;
    count();
    ask();
  });
  socket.on('error', () => {
    state.failed += 1;
  });
  return new Promise((resolve) => socket.on('close', () => resolve()));
}

// Bytes are compared as they came: text made of each answer would make the client slower than what it measures.
const isOk = (head: Buffer): boolean => head.compare(OK, 0, OK.length, 0, OK.length) === 0;

function contentLength(head: Buffer, end: number): number {
  const small = head.indexOf(LENGTH[0]!);
  const at = (small >= 0 ? small : head.indexOf(LENGTH[1]!)) + LENGTH[0]!.length;
  let length = 0;
  for (let digit = at; digit < end && head[digit]! >= 48 && head[digit]! <= 57; digit += 1) {
    length = length * 10 + head[digit]! - 48;
  }
  return length;
}
