import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import { Broker } from './broker.js';

describe('the broker, as a person of the portal asks it', () => {
  let api: StandInBroker;
  let broker: Broker;
  beforeAll(async () => {
    api = await startStandInBroker(({ url, method }, response) => {
      if (url === '/refused') return sendProblem(response, 412, 'version-conflict', { detail: 'newer' });
      if (url === '/busy') return void response.writeHead(429, { 'retry-after': '7' }).end('slow down');
      if (url === '/cut') return void response.destroy();
      if (method === 'DELETE') return void response.writeHead(204).end();
      if (url === '/list?limit=200') return void response.end('{"items":[1,2],"next":"b"}');
      if (url === '/list?limit=200&after=b') return void response.end('{"items":[3],"next":null}');
      if (url === '/later') return void response.writeHead(202).end('come back');
      response.writeHead(200, { 'content-type': 'application/json', etag: '"3"' }).end('{"id":"x"}');
    });
    broker = new Broker(api.url, 'a-token', 'a-request', 'cy');
  });
  beforeEach(() => {
    api.asked.length = 0;
  });
  afterAll(() => api.stop());

  it('asks with the person’s own token, the request’s id and their language', async () => {
    expect(await broker.get('/things', { from: '2026-01-01', to: undefined, q: '', limit: 5 })).toEqual({ id: 'x' });
    expect(api.asked).toMatchObject([
      {
        method: 'GET',
        url: '/things?from=2026-01-01&limit=5',
        headers: { authorization: 'Bearer a-token', 'x-request-id': 'a-request', 'accept-language': 'cy' },
      },
    ]);
  });

  it('asks with no token where nobody is signed in', async () => {
    await new Broker(api.url, undefined).get('/things');
    expect(api.asked[0]!.headers.authorization).toBeUndefined();
  });

  it('sends what a person decided, once, and against the version that they saw', async () => {
    await broker.post('/things', { body: { a: 1 }, idempotencyKey: 'form-1', ifMatch: '"3"' });
    expect(api.asked).toMatchObject([
      { method: 'POST', body: '{"a":1}', headers: { 'idempotency-key': 'form-1', 'if-match': '"3"' } },
    ]);
    for (const verb of ['put', 'patch'] as const) await broker[verb]('/things/x', { body: {} });
    expect(api.asked.slice(1).map(({ method }) => method)).toEqual(['PUT', 'PATCH']);
  });

  it('tells the version with what was read, no body where there is none, and the status of a text', async () => {
    expect(await broker.read('/things/x')).toEqual({ body: { id: 'x' }, etag: '"3"' });
    expect(await broker.delete('/things/x')).toBeUndefined();
    expect(await broker.text('/later')).toEqual({ status: 202, text: 'come back' });
  });

  it('reads every page of a list, each once', async () => {
    expect(await broker.all('/list')).toEqual([1, 2, 3]);
    expect(api.asked).toHaveLength(2);
  });

  it('throws what was refused, as it was said', async () => {
    await expect(broker.get('/refused')).rejects.toMatchObject({
      name: 'ApiProblem',
      status: 412,
      problem: 'version-conflict',
      document: { detail: 'newer' },
    });
    await expect(broker.get('/busy')).rejects.toMatchObject({ status: 429, problem: '', retryAfterSeconds: 7 });
  });

  it('calls whatever cannot be reached unavailable', async () => {
    await expect(broker.get('/cut')).rejects.toMatchObject({ status: 503, problem: 'unavailable' });
    const nobody = await startStandInBroker(() => undefined);
    await nobody.stop();
    await expect(new Broker(nobody.url, 'a').post('/things')).rejects.toMatchObject({ status: 503 });
  });

  it('asks nowhere but at the broker', async () => {
    await expect(broker.get('http://elsewhere.invalid/things')).rejects.toThrow(/not a path/);
    await expect(broker.get('//elsewhere.invalid/things')).rejects.toThrow(/not a path/);
    expect(api.asked).toEqual([]);
  });
});
