import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import type { ProblemDocument } from '#libs/contracts';
import { startTestIssuer, type TestIssuer } from '#libs/testing';
import { ForgottenController, sample, SampleController } from '../testing/sample-app.js';
import { SilentController } from '../problem/faults/silent-doors.js';
import { startSample } from '../testing/sample-host.js';
import type { RunningApp } from './bootstrap-app.js';

let issuer: TestIssuer;
let running: RunningApp;
const lines: string[] = [];

const start = (...controllers: Type[]): Promise<RunningApp> => startSample(issuer, { controllers, lines });

beforeAll(async () => {
  issuer = await startTestIssuer();
  running = await start(SampleController);
});
afterAll(async () => {
  await running.stop();
  await issuer.stop();
});

interface Sent {
  readonly as?: string;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}
const send = (method: string, path: string, { as, body, raw, headers }: Sent = {}): Promise<Response> =>
  fetch(running.url + path, {
    method,
    headers: {
      ...(as ? { authorization: `Bearer ${issuer.token(as)}` } : {}),
      ...(body === undefined && raw === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: raw ?? (body === undefined ? null : JSON.stringify(body)),
  });
async function problem(response: Promise<Response>): Promise<ProblemDocument> {
  const answer = await response;
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const document = (await answer.json()) as ProblemDocument;
  expect(document.status).toBe(answer.status);
  expect(document.type).toMatch(/^urn:consent-broker:problem:[a-z-]+$/);
  return document;
}
const GOOD = { category: 'MEDS', days: 3, items: [{ label: 'a' }] };

describe('the doors', () => {
  it('start only when every route says who may come through', async () => {
    await expect(start(SampleController, ForgottenController)).rejects.toThrow('ForgottenController.forgotten');
  });

  it('report life, readiness and metrics by route template', async () => {
    expect((await send('GET', '/livez')).status).toBe(200);
    expect(await (await send('GET', '/readyz')).json()).toEqual({ status: 'ready', checks: {} });
    await send('DELETE', '/v1/samples/9990000018');
    const metrics = await (await send('GET', '/metrics')).text();
    expect(metrics).toContain('route="/v1/samples/:how"');
    expect(metrics).not.toContain('9990000018');
  });

  it('document themselves without a script', async () => {
    const document = (await (await send('GET', '/v1/openapi.json')).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(document.paths)).toContain('/v1/samples/{id}/edit');
    const page = await (await send('GET', '/docs')).text();
    expect(page).toContain('/v1/samples/{id}/edit');
    expect(page).not.toMatch(/<script|https?:\/\//);
  });

  it('send every answer no-store, with a request id that is an id', async () => {
    const answer = await send('GET', '/v1/samples/open', { headers: { 'x-request-id': 'abcdef-123456' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-request-id')).toBe('abcdef-123456');
    const other = await send('GET', '/v1/samples/open', { headers: { 'x-request-id': 'Margaret Hale' } });
    expect(other.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('who may come through', () => {
  it('asks for a token, and says what kind', async () => {
    const answer = await send('GET', '/v1/samples/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is read from the directory', async () => {
    expect(await (await send('GET', '/v1/samples/me', { as: 'margaret' })).json()).toMatchObject({
      kind: 'resident',
      residentId: 'r-1',
    });
    expect(await problem(send('GET', '/v1/samples/me', { as: 'marsh' }))).toMatchObject({
      status: 403,
      type: expect.stringMatching(/:forbidden$/),
    });
    expect(await problem(send('GET', '/v1/samples/me', { as: 'nobody' }))).toMatchObject({
      type: expect.stringMatching(/:unknown-principal$/),
    });
  });

  /** Of some requests that are refused, and one that is not: what the log says of each, and which secrets it tells. */
  async function noted(to: RunningApp): Promise<{ events: object[][]; told: string[] }> {
    const token = issuer.token('margaret');
    const forged = `${token.slice(0, -6)}AAAAAA`;
    const events: object[][] = [];
    const told = new Set<string>();
    for (const bearer of [forged, null, issuer.token('marsh'), issuer.token('nobody'), token]) {
      lines.length = 0;
      const headers: Record<string, string> = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
      await fetch(`${to.url}/v1/samples/me?nhs=9990000018`, { headers });
      for (const secret of [token, forged, 'margaret', 'r-1', '9990000018'])
        if (lines.some((line) => line.includes(secret))) told.add(secret);
      const said = lines.map((line) => JSON.parse(line) as { problem?: string });
      events.push(said.filter(({ problem: refused }) => refused !== undefined));
    }
    return { events, told: [...told] };
  }

  it('is logged where somebody may not, by ids alone: never a token, an address or who a resident is', async () => {
    const at = { method: 'GET', route: '/v1/samples/me', requestId: expect.any(String) };
    const reason = expect.stringMatching(/^the (signature|signing key|issuer)/);
    expect(await noted(running)).toMatchObject({
      events: [
        [{ ...at, problem: 'unauthenticated', reason }],
        [{ ...at, reason: 'send a bearer token' }],
        [{ ...at, problem: 'forbidden', principalKind: 'officer', principalId: expect.any(String) }],
        [{ ...at, problem: 'unknown-principal' }],
        [],
      ],
      told: [],
    });
  });

  it('would be found unlogged', async () => {
    const silent = await start(SilentController);
    expect(await noted(silent)).toEqual({ events: [[], [], [], [], []], told: [] });
    await silent.stop();
  });

  it('turns a suspended principal away, but for a route that decides', async () => {
    expect(await problem(send('GET', '/v1/samples/me', { as: 'offshift' }))).toMatchObject({
      type: expect.stringMatching(/:suspended$/),
    });
    expect((await send('GET', '/v1/samples/decided', { as: 'offshift' })).status).toBe(200);
  });
});

describe('bad input', () => {
  const create = (sent: Sent): Promise<ProblemDocument> =>
    problem(send('POST', '/v1/samples', { as: 'marsh', ...sent }));

  it('is answered with every field that is wrong, and never with what was sent', async () => {
    const document = await create({
      body: {
        category: '9990000018',
        days: 'many',
        items: [{ label: 'a' }, { label: 3 }],
        extra: 1,
        '9990000018': 'x',
      },
    });
    expect(document.type).toBe('urn:consent-broker:problem:invalid-input');
    expect(document.errors?.map((e) => `${e.field} ${e.rule}`).sort()).toEqual([
      '(unnamed) unknownField',
      'category isIn',
      'days isInt',
      'extra unknownField',
      'items.1.label isString',
      'items.1.label maxLength',
    ]);
    expect(JSON.stringify(document)).not.toContain('9990000018');
  });

  it.each([
    ['no JSON', { raw: '{"category": "9990000018' }, 400, 'malformed-body'],
    ['an empty body', { raw: '' }, 400, 'malformed-body'],
    ['a prototype in disguise', { raw: '{"__proto__": {"days": 1}}' }, 400, 'malformed-body'],
    ['an array', { raw: '[]' }, 400, 'invalid-input'],
    ['null', { raw: 'null' }, 400, 'invalid-input'],
    ['a number', { raw: '12' }, 400, 'invalid-input'],
    [
      'another media type',
      { raw: '<a/>', headers: { 'content-type': 'application/xml' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a form',
      { raw: 'category=MEDS', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    ['too much', { raw: JSON.stringify({ category: 'x'.repeat(300_000) }) }, 413, 'body-too-large'],
    ['a bad Idempotency-Key', { body: GOOD, headers: { 'idempotency-key': 'short' } }, 400, 'invalid-input'],
  ])('%s', async (_what, sent, status, code) => {
    const document = await create(sent);
    expect(document).toMatchObject({ status, type: `urn:consent-broker:problem:${code}` });
    expect(JSON.stringify(document)).not.toContain('9990000018');
  });

  it.each([
    ['/v1/samples?limit=9999', 'marsh', 400, 'invalid-input'],
    ['/v1/samples?limit=1&limit=2', 'marsh', 400, 'invalid-input'],
    ['/v1/samples?nhs=9990000018', 'marsh', 400, 'invalid-input'],
    ['/v1/nowhere/9990000018', 'marsh', 404, 'not-found'],
    ['/v1/samples/%E0%A4%A', 'marsh', 400, 'malformed-request'],
  ])('GET %s', async (path, as, status, code) => {
    const document = await problem(send('GET', path, { as }));
    expect(document).toMatchObject({ status, type: `urn:consent-broker:problem:${code}` });
    expect(JSON.stringify(document)).not.toContain('9990000018');
  });

  it('is not noticed by the framework alone: a path id that is no id', async () => {
    const edit = (id: string): Promise<Response> =>
      send('POST', `/v1/samples/${id}/edit`, { as: 'marsh', headers: { 'if-match': '"7"' } });
    expect(await problem(edit('margaret'))).toMatchObject({ status: 400 });
    expect(await problem(edit('x'.repeat(300)))).toMatchObject({
      type: 'urn:consent-broker:problem:malformed-request',
    });
  });
});

describe('an unknown error', () => {
  it('loses its detail, in the answer and in the log', async () => {
    const document = await problem(send('DELETE', '/v1/samples/broken'));
    expect(document).toMatchObject({ status: 500, title: 'Something went wrong here' });
    expect(JSON.stringify(document) + lines.join('')).not.toMatch(/Margaret|9990000018/);
  });

  it('absent is one bare answer, and a lost database is asked again later', async () => {
    expect(await problem(send('DELETE', '/v1/samples/absent'))).not.toHaveProperty('detail');
    const lost = await send('DELETE', '/v1/samples/database');
    expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '1']);
  });
});

describe('keyed writes', () => {
  const keyed = (key: string, body: unknown = GOOD): Promise<Response> =>
    send('POST', '/v1/samples', { as: 'marsh', body, headers: { 'idempotency-key': key } });

  it('run once, and answer a repeat alike', async () => {
    sample.writes = 0;
    const first = await keyed('key-number-1');
    const again = await keyed('key-number-1');
    expect([first.status, again.status, sample.writes]).toEqual([201, 201, 1]);
    expect(await again.json()).toEqual(await first.json());
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('refuse another body under the same key, and a repeat in flight', async () => {
    let open = (): void => undefined;
    sample.gate = new Promise((resolve) => (open = resolve));
    const before = sample.writes;
    const first = keyed('key-number-2');
    while (sample.writes === before) await new Promise((resolve) => setImmediate(resolve));
    expect(await problem(keyed('key-number-2'))).toMatchObject({
      status: 409,
      type: expect.stringMatching(/:idempotency-in-flight$/),
    });
    expect(await problem(keyed('key-number-2', { ...GOOD, days: 4 }))).toMatchObject({ status: 422 });
    open();
    expect((await first).status).toBe(201);
  });

  it('free the key when the write failed, and arrive at the same id again', async () => {
    expect(await problem(keyed('key-number-3', { ...GOOD, days: -1 }))).toMatchObject({
      status: 409,
      code: 'days-passed',
    });
    const made = (await (await keyed('key-number-3')).json()) as { id: string };
    expect(made.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('edits', () => {
  const edit = (match?: string): Promise<Response> =>
    send('POST', '/v1/samples/3f2504e0-4f89-41d3-9a0c-0305e82c3301/edit', {
      as: 'marsh',
      ...(match ? { headers: { 'if-match': match } } : {}),
    });

  it('need the version they are based on, and hand out the next', async () => {
    expect(await problem(edit())).toMatchObject({ status: 428 });
    expect(await problem(edit('7'))).toMatchObject({ status: 400 });
    expect(await problem(edit('W/"7"'))).toMatchObject({ status: 412 });
    for (const match of ['*', '"6", "7"']) expect((await edit(match)).status).toBe(200);
    expect(await problem(edit('"6"'))).toMatchObject({ status: 412 });
    expect((await edit('"7"')).headers.get('etag')).toBe('"8"');
  });
});
