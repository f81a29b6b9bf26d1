import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig, type RunningApp } from '#libs/http';
import { EdgeConfig } from './config.js';
import { serveEdge } from './serve-edge.js';

const WITHDRAW = '/api/consent/v1/directives/3f2504e0-4f89-41d3-9a0c-0305e82c3301/withdraw';
const SLOTS = 64;

describe('whoever holds the edge', () => {
  let app: Server;
  let edge: RunningApp;
  let asked: string[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    app = createServer((request, response) => {
      asked.push(request.url!);
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(app, 'listening');
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    const apps = { CONSENT_URL: url, POLICY_URL: url, RELAY_URL: url, AUDIT_URL: url, PORTAL_URL: url };
    const own = { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'silent', DRAIN_MS: '0', STOP_WITHIN_MS: '100' };
    const limits = { BODY_GRACE_MS: '300', STALL_MS: '300', TRUSTED_PROXIES: '127.0.0.1' };
    edge = await serveEdge(readConfig(EdgeConfig, { ...own, ...apps, ...limits }));
  });
  beforeEach(() => {
    asked = [];
    answer = (_request, response) => response.end('{}');
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await edge.stop();
    app.closeAllConnections();
    app.close();
  });

  /** A connection that says this and then whatever it is told to. */
  async function say(...lines: readonly string[]): Promise<Socket> {
    const socket = connect(Number(new URL(edge.url).port), '127.0.0.1');
    sockets.push(socket);
    await once(
      socket.on('error', () => undefined),
      'connect',
    );
    socket.write(lines.join('\r\n'));
    return socket;
  }
  async function heard(socket: Socket, pattern: RegExp): Promise<string> {
    let text = '';
    for await (const part of socket.iterator({ destroyOnReturn: false })) {
      text += String(part);
      if (pattern.test(text)) return text;
    }
    return text;
  }
  const post = (path: string, ...headers: readonly string[]): readonly string[] => [
    `POST ${path} HTTP/1.1`,
    'Host: edge',
    ...headers,
    '',
    '',
  ];

  it('with half a body has no connection to an app, and is told that it took too long', async () => {
    const held = await say(...post('/api/consent/v1/residents', 'Content-Length: 100'), '{');
    expect(await heard(held, /\}$/)).toMatch(/^HTTP\/1\.1 408 [^]*"type":"urn:consent-broker:problem:request-timeout"/);
    expect(asked).toEqual([]);
  });

  it('by a body in crumbs is told how to send it, and cut off', async () => {
    const head = post('/api/consent/v1/residents', 'Transfer-Encoding: chunked').join('\r\n');
    const held = await say(head + '1\r\nx\r\n'.repeat(3_000));
    expect(await heard(held, /\}$/)).toMatch(/^HTTP\/1\.1 400 [^]*chunks of some kilobytes/);
    expect(await heard(held, /never/)).toBe('');
    expect(asked).toEqual([]);
  });

  it('and goes, again and again, ends nothing', async () => {
    for (let time = 0; time < 100; time += 1) {
      (await say(...post('/api/consent/v1/residents', 'Content-Length: 100'), '{')).resetAndDestroy();
    }
    expect((await fetch(`${edge.url}${WITHDRAW}`, { method: 'POST' })).status).toBe(200);
    expect(asked).toEqual(['/v1/directives/3f2504e0-4f89-41d3-9a0c-0305e82c3301/withdraw']);
  });

  it('and sends ahead, and goes before its turn, keeps no place for what nobody waits for', async () => {
    const slow: ServerResponse[] = [];
    answer = (request, response) => (request.url!.endsWith('/slow') ? void slow.push(response) : response.end('{}'));
    const get = (path: string): readonly string[] => [`GET /api/consent/v1/${path} HTTP/1.1`, 'Host: edge', '', ''];
    for (let time = 1; time <= SLOTS + 6; time += 1) {
      const socket = await say(get('slow').join('\r\n') + get('next').join('\r\n'));
      while (slow.length < time) await new Promise((resolve) => setImmediate(resolve));
      socket.resetAndDestroy();
    }
    expect((await fetch(`${edge.url}/api/consent/v1/x`)).status).toBe(200);
    const numbers = await (await fetch(`${edge.operationsUrl}/metrics`)).text();
    expect(numbers).toMatch(/^http_requests_in_flight\{app="edge"\} 0$/m);
  });

  it('with every usual connection to an app holds up no stop; the usual line has an end', async () => {
    const held: ServerResponse[] = [];
    answer = (request, response) =>
      request.url!.endsWith('/withdraw') ? response.end('{}') : void held.push(response);
    const gone = new AbortController();
    const statuses: Record<string, number> = {};
    const from = (client: number): Promise<unknown> =>
      fetch(`${edge.url}/api/consent/v1/x`, {
        signal: gone.signal,
        headers: { 'x-forwarded-for': `10.0.0.${client}` },
      }).then(
        ({ status }) => (statuses[status] = (statuses[status] ?? 0) + 1),
        () => undefined,
      );
    const all = Array.from({ length: 400 }, (_, index) => from(index % 4));
    while (held.length < SLOTS || (statuses[503] ?? 0) < 400 - SLOTS - 256)
      await new Promise((resolve) => setImmediate(resolve));
    const stops = await Promise.all(
      Array.from({ length: 40 }, () =>
        fetch(`${edge.url}${WITHDRAW}`, { method: 'POST' }).then(({ status }) => status),
      ),
    );
    expect(new Set(stops)).toEqual(new Set([200]));
    expect([held.length, statuses]).toEqual([SLOTS, { 503: 400 - SLOTS - 256 }]);
    gone.abort();
    await Promise.all(all);
    // What was held is free again, and what waited with callers who have gone is asked of nobody.
    answer = (_request, response) => response.end('{}');
    while ((await fetch(`${edge.url}/api/consent/v1/x`)).status !== 200)
      await new Promise((resolve) => setImmediate(resolve));
  });

  it('by never reading an answer is cut off', async () => {
    const closed = new Promise((resolve) => {
      answer = (request, response) => {
        response.once('close', resolve);
        response.write(Buffer.alloc(64 * 1024 * 1024));
        request.resume();
      };
    });
    (await say('GET /log/checkpoint HTTP/1.1', 'Host: edge', '', '')).pause();
    await closed;
  });

  it('is told to go on where it asks first, and the app hears nothing of that, nor of the connection', async () => {
    let headers: IncomingMessage['headers'] = {};
    answer = (request, response) => {
      headers = request.headers;
      request
        .resume()
        .once('end', () =>
          response
            .writeHead(200, { 'keep-alive': 'timeout=9', connection: 'close, x-own', 'x-own': '1', 'x-kept': '1' })
            .end('{}'),
        );
    };
    const hop = [
      'Connection: close, X-Mine',
      'X-Mine: 1',
      'TE: trailers',
      'Keep-Alive: 1',
      'Proxy-Authorization: x',
      'Upgrade: h2c',
    ];
    const socket = await say(...post('/api/relay/v1/records', 'Expect: 100-continue', 'Content-Length: 2', ...hop));
    expect(await heard(socket, /100 Continue/)).toContain('100 Continue');
    socket.write('{}');
    // The caller asked for the end of the connection with this answer, and has it.
    const text = await heard(socket, /(?!)/);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(text).toMatch(/\r\nconnection: close\r\n/i);
    expect(text).toMatch(/\r\nx-kept: 1\r\n/i);
    expect(text).not.toMatch(/x-own|timeout=9/i);
    for (const name of ['expect', 'x-mine', 'te', 'proxy-authorization', 'upgrade', 'transfer-encoding']) {
      expect(headers).not.toHaveProperty(name);
    }
    expect(headers).toMatchObject({ connection: 'keep-alive', 'content-length': '2' });
  });

  it('behind a trusted proxy is known by the address that it forwards, and told to keep to TLS', async () => {
    let headers: IncomingMessage['headers'] = {};
    answer = (request, response) => {
      headers = request.headers;
      response.end('{}');
    };
    const forwarded = {
      'x-forwarded-for': '192.0.2.7',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'sharing.example.org',
    };
    const seen = await fetch(`${edge.url}/log/checkpoint`, { headers: forwarded });
    expect(headers).toMatchObject(forwarded);
    expect(seen.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await fetch(`${edge.url}/log/checkpoint`)).headers.has('strict-transport-security')).toBe(false);
  });
});
