import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import { Client } from './client.js';
import { everyPage } from './every-page.js';

const AGENCIES = '/api/policy/v1/agencies';
const DIRECTIVE = '/api/consent/v1/directives/{id}';
const ENTRY = '/api/audit/v1/entries/{id}';
const withId = (id: string): { path: { id: string } } => ({ path: { id } });

describe('the broker, as one of its clients asks it', () => {
  let api: StandInBroker;
  let client: Client;
  beforeAll(async () => {
    api = await startStandInBroker(({ url, method }, response) => {
      if (url.endsWith('/refused')) return sendProblem(response, 412, 'version-conflict', { detail: 'newer' });
      if (url.endsWith('/at-work')) return sendProblem(response, 409, 'idempotency-in-flight');
      if (url.endsWith('/busy')) return void response.writeHead(429, { 'retry-after': '7' }).end('slow down');
      if (/cut/.test(url)) return void response.destroy();
      if (/slow/.test(url)) return;
      if (method === 'PUT') return void response.writeHead(204).end();
      if (url === `${AGENCIES}?limit=200`) return void response.end('{"items":[1,2],"next":"b"}');
      if (url === `${AGENCIES}?limit=200&after=b`) return void response.end('{"items":[3],"next":null}');
      if (url.endsWith('/proof')) return void response.writeHead(202).end('come back');
      response.writeHead(200, { 'content-type': 'application/json', etag: '"3"' }).end('{"id":"x"}');
    });
    client = new Client({ address: api.url, token: 'a-token', requestId: 'a-request', language: 'cy' });
  });
  beforeEach(() => {
    api.asked.length = 0;
  });
  afterAll(() => api.stop());

  it('asks with the caller’s own token, the request’s id and their language', async () => {
    const query = { from: '2026-01-01', to: undefined, action: '', limit: 5 };
    expect(await client.get('/api/audit/v1/entries', { query })).toEqual({ id: 'x' });
    expect(api.asked).toMatchObject([
      {
        method: 'GET',
        url: '/api/audit/v1/entries?from=2026-01-01&limit=5',
        headers: { authorization: 'Bearer a-token', 'x-request-id': 'a-request', 'accept-language': 'cy' },
      },
    ]);
  });

  it('asks with no token where nobody is signed in, and with the one that is given for each request', async () => {
    await new Client({ address: api.url }).get(AGENCIES);
    const tokens = ['first', 'second'];
    const other = new Client({ address: api.url, token: () => Promise.resolve(tokens.shift()!) });
    for (const _ of [1, 2]) await other.get(AGENCIES);
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer first', 'Bearer second']);
  });

  it('sends what a person decided, once, and against the version that they saw', async () => {
    const header = { 'Idempotency-Key': 'form-1', 'If-Match': '"3"' };
    await client.patch(DIRECTIVE, { ...withId('x'), header, body: { purposes: null } });
    expect(api.asked).toMatchObject([
      {
        ...{ method: 'PATCH', url: '/api/consent/v1/directives/x', body: '{"purposes":null}' },
        headers: { 'content-type': 'application/json', 'idempotency-key': 'form-1', 'if-match': '"3"' },
      },
    ]);
    await client.post('/api/consent/v1/directives/{id}/withdraw', withId('x'));
    await client.delete('/api/policy/v1/simulations/{id}', withId('x'));
    expect(api.asked.slice(1)).toMatchObject([
      { method: 'POST', body: '' },
      { method: 'DELETE', body: '' },
    ]);
  });

  it('tells the version with what was read, no body where there is none, and the status of a text', async () => {
    const { body, response } = await client.read(DIRECTIVE, withId('x'));
    expect([body, response.headers.get('etag')]).toEqual([{ id: 'x' }, '"3"']);
    const localId = { ...withId('x'), body: { localId: '1' } };
    expect(await client.put('/api/consent/v1/residents/{id}/local-id', localId)).toBeUndefined();
    const proof = await client.text('/api/audit/v1/entries/{id}/proof', withId('x'));
    expect([proof.response.status, proof.body]).toEqual([202, 'come back']);
    expect(Buffer.from(await client.bytes('/log/vkey')).toString()).toBe('{"id":"x"}');
  });

  it('reads every page of a list, each once', async () => {
    expect(await everyPage((query) => client.get(AGENCIES, { query }))).toEqual([1, 2, 3]);
    expect(api.asked).toHaveLength(2);
  });

  it('throws what was refused, as it was said', async () => {
    await expect(client.get(ENTRY, withId('refused'))).rejects.toMatchObject({
      name: 'ApiProblem',
      status: 412,
      problem: 'version-conflict',
      document: { detail: 'newer' },
    });
    await expect(client.get(ENTRY, withId('busy'))).rejects.toMatchObject({
      ...{ status: 429, problem: '', retryAfterSeconds: 7 },
    });
    await expect(client.get(ENTRY, withId('at-work'))).rejects.toMatchObject({ name: 'StillInWork' });
  });

  it('calls whatever cannot be reached unavailable, and unknown what may have been taken', async () => {
    await expect(client.get(ENTRY, withId('cut'))).rejects.toMatchObject({ status: 503, problem: 'unavailable' });
    const withdraw = '/api/consent/v1/directives/{id}/withdraw';
    await expect(client.post(withdraw, withId('cut'))).rejects.toMatchObject({ problem: 'outcome-unknown' });
    await expect(client.within(5).post(withdraw, withId('slow'))).rejects.toMatchObject({
      problem: 'outcome-unknown',
    });
    const nobody = await startStandInBroker(() => undefined);
    await nobody.stop();
    const lost = new Client({ address: nobody.url, token: 'a' });
    await expect(lost.post(withdraw, withId('x'))).rejects.toMatchObject({ status: 503, problem: 'unavailable' });
  });

  it('asks nowhere but at the broker', async () => {
    for (const elsewhere of ['http://elsewhere.invalid/things', '//elsewhere.invalid/things', '@elsewhere.invalid/'])
      await expect(client.get(elsewhere as '/log/vkey')).rejects.toThrow(/not a path/);
    expect(api.asked).toEqual([]);
  });

  it('asks for what was named and for nothing beside it, whatever the name is', async () => {
    await client.get(ENTRY, withId('../a?b=c#d'));
    expect(api.asked).toMatchObject([{ url: '/api/audit/v1/entries/..%2Fa%3Fb%3Dc%23d' }]);
    const records = '/api/relay/v1/residents/{id}/records';
    await client.get(records, { ...withId('x'), query: { purpose: 'TREAT', category: ['MEDS', 'ALLERGY'] } });
    expect(api.asked.pop()).toMatchObject({
      url: '/api/relay/v1/residents/x/records?purpose=TREAT&category=MEDS%2CALLERGY',
    });
    const tile = { path: { level: '0', path: 'x001/067.p/3' } };
    await client.bytes('/log/tile/{level}/{path}', tile);
    expect(api.asked[1]).toMatchObject({ url: '/log/tile/0/x001/067.p/3' });
    // A server would read these as another path.
    for (const id of ['.', '..'])
      await expect(client.get(ENTRY, withId(id))).rejects.toMatchObject({ status: 404, problem: 'not-found' });
    expect(api.asked).toHaveLength(2);
  });
});
