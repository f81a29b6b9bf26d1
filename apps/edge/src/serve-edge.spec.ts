import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig, type RunningApp } from '#libs/http';
import { EdgeConfig } from './config.js';
import { serveOpenEdge } from './faults/open-edge.js';
import { serveEdge } from './serve-edge.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const LIMIT = 4096;

describe('the edge', () => {
  let app: Server;
  let edge: RunningApp;
  let answer: Answer;
  let asked: IncomingMessage[];

  const echo: Answer = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() }),
      );
    });
  };

  function configFor(url: string, more: Record<string, string> = {}): EdgeConfig {
    const apps = {
      CONSENT_URL: url,
      POLICY_URL: url,
      RELAY_URL: url,
      AUDIT_URL: url,
      PORTAL_URL: 'http://127.0.0.1:9',
    };
    const limits = { BODY_LIMIT_BYTES: String(LIMIT), UPSTREAM_TIMEOUT_MS: '300' };
    return readConfig(EdgeConfig, {
      PORT: '0',
      ADMIN_PORT: '0',
      LOG_LEVEL: 'silent',
      DRAIN_MS: '0',
      ...apps,
      ...limits,
      ...more,
    });
  }

  /** A path as it stands, without the tidying that URL and fetch do. */
  async function rawStatus(path: string): Promise<number> {
    const { port, hostname } = new URL(edge.url);
    const request = send({ port, hostname, path }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode!;
  }

  beforeAll(async () => {
    app = createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(app, 'listening');
    edge = await serveEdge(configFor(`http://127.0.0.1:${(app.address() as AddressInfo).port}`));
  });
  beforeEach(() => {
    asked = [];
    answer = echo;
  });
  afterAll(async () => {
    await edge.stop();
    app.closeAllConnections();
    app.close();
  });

  it.each([
    ['/api/consent/v1/residents/me/directives?after=3', '/v1/residents/me/directives?after=3'],
    ['/api/relay/v1/records', '/v1/records'],
    ['/api/policy/openapi.json', '/openapi.json'],
    ['/api/policy/v1/openapi.json', '/openapi.json'],
    ['/api/audit/docs', '/docs'],
    ['/access/v1/evaluation', '/access/v1/evaluation'],
    ['/.well-known/authzen-configuration', '/.well-known/authzen-configuration'],
    ['/log/tile/0/x001/067', '/log/tile/0/x001/067'],
    ['/fhir/R4/Consent?patient=x', '/fhir/R4/Consent?patient=x'],
  ])('sends %s on as %s', async (path, expected) => {
    const seen = (await (await fetch(edge.url + path)).json()) as { url: string };
    expect(seen.url).toBe(expected);
  });

  it.each([
    '/api/consent/livez',
    '/api/consent/v1',
    '/api/nothing/v1/x',
    '/api',
    '/access',
    '/fhir/R4/Patient',
    '/.well-known/nothing',
    '/api/consent/metrics',
    '/API/consent/metrics',
  ])('has a problem document or an app behind %s, never an app’s inside', async (path) => {
    const response = await fetch(edge.url + path);
    const inside = asked.map((request) => request.url);
    expect(inside.filter((url) => url !== '/v1')).toEqual([]);
    if (inside.length > 0) return;
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    '/api/consent/v1/../metrics',
    '/api/consent/v1/%2e%2e/metrics',
    '/api/consent/v1/..%2fmetrics',
    '/api/consent/v1/..\\metrics',
  ])('does not let %s climb out of its prefix', async (path) => {
    expect([400, 404]).toContain(await rawStatus(path));
    expect(asked).toEqual([]);
  });

  it('takes a request line with the whole address as one with its path', async () => {
    for (const host of [new URL(edge.url).host, 'elsewhere.example']) {
      for (const path of ['/metrics', '/readyz', '/livez', '/api/consent/metrics', '/api/consent/v1/../metrics'])
        expect([path, await rawStatus(`http://${host}${path}`)]).toEqual([path, 404]);
      expect(asked).toEqual([]);
      expect(await rawStatus(`http://${host}/api/consent/v1/residents/me/directives`)).toBe(200);
      expect(asked.splice(0).map(({ url }) => url)).toEqual(['/v1/residents/me/directives']);
    }
  });

  it.each([['authorization'], ['host'], ['content-type']])(
    'refuses a request with two fields %s, and no app hears of it',
    async (name) => {
      const { port, hostname } = new URL(edge.url);
      const headers = ['host', 'x', 'authorization', 'Bearer a', 'content-type', 'text/plain', name, 'Bearer b'];
      const request = send({ port, hostname, path: '/api/consent/v1/residents', headers }).end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.resume();
      expect([response.statusCode, asked]).toEqual([400, []]);
    },
  );

  it('answers its own /livez, /readyz and /metrics on the operator’s port, and has nothing there for anybody else', async () => {
    for (const path of ['/livez', '/readyz', '/metrics']) {
      expect((await fetch(edge.operationsUrl + path)).status).toBe(200);
      expect((await fetch(edge.url + path)).status).toBe(404);
    }
    expect((await fetch(`${edge.operationsUrl}/log/checkpoint`)).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('would be found out with one port for everybody, or without a word of TLS', async () => {
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    const carelessness = async (serve: typeof serveEdge): Promise<string[]> => {
      const started = await serve(configFor(url, { TRUSTED_PROXIES: '127.0.0.1' }));
      const answers = await Promise.all(
        ['/livez', '/readyz', '/metrics', '/log/checkpoint'].map(async (path) => {
          const { status, headers } = await fetch(started.url + path, { headers: { 'x-forwarded-proto': 'https' } });
          if (path !== '/log/checkpoint') return status === 404 ? [] : [path];
          return headers.has('strict-transport-security') ? [] : ['no word of TLS'];
        }),
      );
      await started.stop();
      return answers.flat();
    };
    expect(await carelessness(serveEdge)).toEqual([]);
    expect(await carelessness(serveOpenEdge)).toEqual(['/livez', '/readyz', '/metrics', 'no word of TLS']);
  });

  it('keeps a request id that is one, replaces any other, and drops what callers claim about their address', async () => {
    const headers = { 'x-request-id': 'abcdef-123456', 'x-forwarded-for': '10.9.8.7', forwarded: 'for=10.9.8.7' };
    const response = await fetch(`${edge.url}/log/checkpoint`, { headers });
    const seen = (await response.json()) as { headers: Record<string, string> };
    expect(seen.headers['x-request-id']).toBe('abcdef-123456');
    expect(response.headers.get('x-request-id')).toBe('abcdef-123456');
    expect(seen.headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(seen.headers.forwarded).toBeUndefined();
    const other = await fetch(`${edge.url}/log/checkpoint`, { headers: { 'x-request-id': '<script>' } });
    expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('passes a body on unread, whatever its type', async () => {
    const response = await fetch(`${edge.url}/api/relay/v1/records`, {
      method: 'POST',
      body: '{"not json',
      headers: { 'content-type': 'application/json' },
    });
    expect(await response.json()).toMatchObject({ body: '{"not json' });
  });

  it('streams: the first part of an answer arrives before the last is written', async () => {
    let finish = (): void => undefined;
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('one\n');
      finish = () => response.end('two\n');
    };
    const reader = (await fetch(`${edge.url}/api/audit/v1/exports`)).body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('one\n');
    finish();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('two\n');
  });

  it('refuses a body that is declared too large, before the app is asked', async () => {
    const response = await fetch(`${edge.url}/api/relay/v1/records`, { method: 'POST', body: 'x'.repeat(LIMIT + 1) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ type: 'urn:consent-broker:problem:body-too-large' });
    expect(asked).toEqual([]);
  });

  it('breaks off a body that turns out too large', async () => {
    const parts = async function* (): AsyncGenerator<string> {
      for (let part = 0; part < 20; part += 1) yield 'x'.repeat(1000);
    };
    const body = ReadableStream.from(parts()).pipeThrough(new TextEncoderStream());
    const response = await fetch(`${edge.url}/api/relay/v1/records`, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('keeps an app’s own words to itself when they are no problem document', async () => {
    answer = (_request, response) =>
      response.writeHead(500, { 'content-type': 'text/plain', 'x-trace': 'y' }).end('at secret.ts:1');
    const response = await fetch(`${edge.url}/api/relay/v1/records`);
    expect(response.status).toBe(502);
    expect(response.headers.get('x-trace')).toBeNull();
    expect(await response.text()).not.toContain('secret');
  });

  it('passes an app’s problem document on as it is, and asks once', async () => {
    answer = (_request, response) =>
      response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' }).end('{"status":503}');
    const response = await fetch(`${edge.url}/api/relay/v1/records`);
    expect([response.status, await response.text()]).toEqual([503, '{"status":503}']);
    expect(asked).toHaveLength(1);
  });

  it('answers 504 when an app says nothing, and does not ask again', async () => {
    answer = () => undefined;
    const response = await fetch(`${edge.url}/api/relay/v1/records`);
    expect(response.status).toBe(504);
    expect(asked).toHaveLength(1);
  });

  it('answers 502 without details when an app breaks off or is not there', async () => {
    answer = (request) => request.socket.destroy();
    const broken = await fetch(`${edge.url}/api/relay/v1/records`);
    expect(broken.status).toBe(502);
    const lonely = await serveEdge(configFor('http://127.0.0.1:9'));
    const absent = await fetch(`${lonely.url}/api/relay/v1/records`);
    expect(absent.status).toBe(502);
    expect(await absent.text()).not.toMatch(/ECONN|127\.0\.0\.1:9/);
    await lonely.stop();
  });

  it('stops a flood from one address and says when to come back', async () => {
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    const strict = await serveEdge(configFor(url, { RATE_LIMIT_PER_MINUTE: '2' }));
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await fetch(`${strict.url}/log/checkpoint`)).status);
    expect(statuses).toEqual([200, 200, 429]);
    const response = await fetch(`${strict.url}/log/checkpoint`);
    expect(response.headers.get('retry-after')).toBeTruthy();
    expect(await response.json()).toMatchObject({ type: 'urn:consent-broker:problem:too-many-requests' });
    await strict.stop();
  });

  it('does not start with half a certificate', async () => {
    await expect(serveEdge(configFor('http://127.0.0.1:9', { TLS_CERT_FILE: 'cert.pem' }))).rejects.toThrow(
      /go together/,
    );
  });
});
