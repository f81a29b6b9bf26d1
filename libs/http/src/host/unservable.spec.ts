import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { connect as connectByTls } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerOneByOne } from './one-by-one.js';
import { refuseUnreadable } from './refuse-unreadable.js';

const POST = 'POST /stop HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}';
const GET = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n';
/** A key that both know is TLS without a certificate. */
const SHARED_KEY = { ciphers: 'PSK', maxVersion: 'TLSv1.2', minVersion: 'TLSv1.2' } as const;
const psk = Buffer.alloc(32, 7);
const get = (...headers: string[]): string => `GET / HTTP/1.1\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`;

/** What Node answers, ends or takes for the last by itself, each once; and what a caller hears of it here. */
const ODD: Readonly<Record<string, readonly [text: string, heard: number]>> = {
  nothing: [GET, 200],
  'an upgrade': [get('Host: here', 'Connection: Upgrade', 'Upgrade: websocket'), 200],
  'an upgrade to h2c': [get('Host: here', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c'), 200],
  'an upgrade with a body': [POST.replace('\r\n\r\n', '\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'), 200],
  'an upgrade of nobody': [get('Connection: Upgrade', 'Upgrade: x'), 400],
  'a tunnel': ['CONNECT there:1 HTTP/1.1\r\nHost: there\r\n\r\n', 400],
  'a tunnel of before': ['CONNECT there:1 HTTP/1.0\r\n\r\n', 400],
  'no Host': [get(), 400],
  'two Hosts': [get('Host: here', 'host: there'), 400],
  'no Host of before': ['GET / HTTP/1.0\r\n\r\n', 200],
  'two Hosts of before': ['GET / HTTP/1.0\r\nHost: here\r\nHost: there\r\n\r\n', 400],
  'an upgrade of before': ['GET / HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', 200],
  'an expectation': [get('Host: here', 'Expect: more'), 200],
  'an expected continuation': [POST.replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n'), 200],
  'the last': [get('Host: here', 'Connection: close'), 200],
  'two lengths': [POST.replace('\r\n\r\n', '\r\nTransfer-Encoding: chunked\r\n\r\n'), 400],
  'an unknown encoding': ['POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: x\r\n\r\n', 400],
  'a broken chunk': ['POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
  'another version': ['GET / HTTP/1.2\r\nHost: here\r\n\r\n', 400],
  'a preface of HTTP/2': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  'a handshake of TLS': ['\u0016\u0003\u0001\u0002\r\n\r\n', 400],
  rubbish: ['XX\r\n\r\n', 400],
};

type Serve = (server: Server, answer: RequestListener) => unknown;
const byNode: Serve = (server, answer) => server.on('request', answer);

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Long enough to be sent in pieces. */
const WHOLE = 'y'.repeat(100_000);
/** Answers when the body is here and a moment has gone. */
const afterAMoment: RequestListener = (request, response) => {
  request.resume().once('end', () => void turns(4).then(() => response.end(request.url === '/stop' ? WHOLE : '')));
};

interface Heard {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** The whole answers in what was heard; one that is not whole is none. */
function answers(heard: string): Heard[] {
  const all: Heard[] = [];
  for (let rest = heard; ;) {
    const end = rest.indexOf('\r\n\r\n') + 4;
    if (end < 4) return all;
    const head = rest.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (rest.length < end + length) return all;
    const status = Number(head.slice(9, 12));
    if (status !== 100) all.push({ status, head, body: rest.slice(end, end + length) });
    rest = rest.slice(end + length);
  }
}

interface Sent {
  readonly before: number;
  readonly odd: string;
  readonly behind: string;
  /** How many bytes at once. */
  readonly atOnce: number;
  readonly tls: boolean;
}

/** What is wrong with what a caller hears who sends this; null where nothing is. */
async function fault(serve: Serve, { before, odd, behind, atOnce, tls }: Sent): Promise<string | null> {
  const options = { keepAliveTimeout: 200 };
  const server = tls ? createTlsServer({ ...options, ...SHARED_KEY, pskCallback: () => psk }) : createServer(options);
  server.on('clientError', refuseUnreadable);
  serve(server, afterAMoment);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const at = { port: (server.address() as AddressInfo).port, host: '127.0.0.1' };
  const secret = {
    ...SHARED_KEY,
    pskCallback: () => ({ psk, identity: 'spec' }),
    checkServerIdentity: () => undefined,
  };
  const socket = tls ? connectByTls({ ...at, ...secret }) : connect(at);
  let heard = '';
  const closed = once(
    socket.on('data', (part) => (heard += String(part))).on('error', () => undefined),
    'close',
  );
  await once(socket, tls ? 'secureConnect' : 'connect');
  const [text, status] = ODD[odd]!;
  const all = POST.repeat(before) + text;
  // What comes after an answer that was the last may find the connection gone: it has to be on its way before.
  const isLast = status === 200 && /upgrade|1\.0|close/i.test(text);
  const last = isLast ? all.length - atOnce : all.length + behind.length;
  for (let from = 0, end = 0; end < all.length + behind.length && socket.writable; from = end) {
    end = from < last ? from + atOnce : all.length + behind.length;
    socket.write((all + behind).slice(from, end), 'latin1');
    await turns(1);
  }
  const asked = before + 1 + (behind === '' ? 0 : 1);
  // A caller waits for as many answers as they asked for, or for the end. An idle connection is ended without a word by and by.
  while (!socket.destroyed && answers(heard).length < asked) await turns(1);
  socket.destroy();
  await closed;
  await new Promise((resolve) => server.close(resolve));

  const got = answers(heard);
  if (got.slice(0, before).some(({ body }) => body !== WHOLE) || got.length < before) return 'a stop is not answered';
  if (got.length === before) return 'closed without a word';
  if (got[before]!.status !== status) return `answered with ${got[before]!.status}`;
  if (got.some(({ status: is, head }) => is >= 400 && !head.includes('application/problem+json'))) return 'no document';
  return got.length === asked || /connection: close/i.test(got.at(-1)!.head) ? null : 'one waits for ever';
}

describe('what Node would answer or end by itself', () => {
  const kinds = Object.keys(ODD);

  it.each(kinds)('%s: is answered, alone and behind a stop, and nobody waits for ever', async (odd) => {
    for (const before of [0, 1])
      for (const behind of ['', GET])
        expect(await fault(answerOneByOne, { before, odd, behind, atOnce: 9_999, tls: false })).toBeNull();
  });

  it('takes no answer from those before it, however it comes', async () => {
    const sent = fc.record({
      before: fc.integer({ min: 0, max: 2 }),
      odd: fc.constantFrom(...kinds),
      behind: fc.constantFrom('', GET, POST, 'XX\r\n\r\n', ...Object.values(ODD).map(([text]) => text)),
      atOnce: fc.oneof(fc.integer({ min: 20, max: 200 }), fc.constant(9_999)),
      tls: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(sent, async (one) => {
        expect(await fault(answerOneByOne, one)).toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['an upgrade', 'one waits for ever'],
    ['a tunnel', 'a stop is not answered'],
    ['no Host', 'no document'],
    ['two Hosts', 'answered with 200'],
    ['an expectation', 'answered with 417'],
  ])('is found where Node does it: %s', async (odd, wrong) => {
    expect(await fault(byNode, { before: 1, odd, behind: GET, atOnce: 9_999, tls: false })).toBe(wrong);
  });

  it('is found where Node does it: its brake, by TLS', async () => {
    let found: string | null = null;
    // By the order in which the bytes come and go, in one of some. On a Node that mended it this is red: hold its brake no more.
    for (let atOnce = 20; atOnce < 200 && found === null; atOnce += 1)
      found = await fault(byNode, { before: 2, odd: 'nothing', behind: POST, atOnce, tls: true });
    expect(found).not.toBeNull();
  });
});
