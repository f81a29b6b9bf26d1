import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { each, runPolicy, type RunningPolicy } from './testing/running-policy.js';

let policy: RunningPolicy;
beforeAll(async () => {
  policy = await runPolicy();
});
afterAll(() => policy.stop());

const WRITES = [
  '/v1/agencies',
  '/v1/principals',
  '/v1/relationships',
  '/v1/agreements',
  '/v1/category-stops',
  '/v1/bundles',
];
const MARGARET = '9990000018';
const send = (path: string, sent: { body?: unknown; raw?: string; headers?: Record<string, string> }, as = 'marsh') =>
  policy.send('POST', path, { as, ...sent });

describe.each(WRITES)('POST %s', (path) => {
  it('names an unknown field, and repeats no value', async () => {
    const answer = await send(path, { body: { surprise: MARGARET } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field: 'surprise', rule: 'unknownField' }));
    expect(JSON.stringify(answer.body)).not.toContain(MARGARET);
  });

  it('refuses what is not JSON, not an object, or poisoned', async () => {
    for (const raw of ['{"code": ', '', '[]', 'null', '"x"', '{"__proto__": {"roles": ["ig-lead"]}}']) {
      const answer = await send(path, { raw });
      expect([raw, answer.status]).toEqual([raw, 400]);
    }
  });

  it('refuses what is too large, or of another type', async () => {
    expect((await send(path, { raw: `{"x":"${'x'.repeat(300_000)}"}` })).status).toBe(413);
    expect(
      (await send(path, { raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status,
    ).toBe(415);
  });

  it('refuses objects and lists where text belongs', async () => {
    const fields = [
      'code',
      'name',
      'kind',
      'subject',
      'resident',
      'purpose',
      'id',
      'category',
      'files',
      'action',
      'agency',
    ];
    for (const value of [{ $ne: null }, [[]], 12, true, null]) {
      const body = Object.fromEntries(fields.map((field) => [field, value]));
      expect((await send(path, { body })).status).toBe(400);
    }
  });
});

describe('paths, queries and headers', () => {
  it('that cannot be names are answered like what is not there', async () => {
    for (const path of [
      '/v1/agencies/%00',
      '/v1/agencies/nm-asc',
      '/v1/agreements/%27%3B--',
      `/v1/bundles/${MARGARET}`,
    ]) {
      const answer = await policy.send('GET', path, { as: 'marsh' });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(JSON.stringify(answer.body)).not.toContain(MARGARET);
    }
    expect((await policy.send('GET', `/v1/principals/${MARGARET}`, { as: 'marsh' })).status).toBe(400);
  });

  it('refuse cursors, limits and parameters that are not ours', async () => {
    const lists = ['/v1/agencies', '/v1/principals', '/v1/relationships', '/v1/agreements', '/v1/bundles'];
    const queries = ['after=%00', 'after=AAAA', 'limit=0', 'limit=201', 'limit=x', 'sort=name', 'after=WyJcdTAwMDAiXQ'];
    for (const list of lists) {
      for (const query of queries) {
        const answer = await policy.send('GET', `${list}?${query}`, { as: 'marsh' });
        expect([list, query, answer.status]).toEqual([list, query, 400]);
      }
    }
  });

  it('refuse an If-Match that no answer of ours carried', async () => {
    for (const version of ['1', "'1'", '"1']) {
      const answer = await send('/v1/agencies/HARBOUR/suspend', { headers: { 'if-match': version } });
      expect(each(answer.body.errors, 'field')).toEqual(['If-Match']);
    }
    for (const version of ['W/"1"', '"0"', '"x"']) {
      const body = { reason: 'a version that nobody has' };
      const answer = await send('/v1/agencies/HARBOUR/suspend', { headers: { 'if-match': version }, body });
      expect([version, answer.status]).toEqual([version, 412]);
    }
  });

  it('refuse a key that is none', async () => {
    const body = { code: 'NEW', name: 'New', sector: 'health' };
    const answer = await send('/v1/agencies', { body, headers: { 'idempotency-key': 'short' } });
    expect(each(answer.body.errors, 'field')).toEqual(['Idempotency-Key']);
  });
});

describe('after all of that', () => {
  it('nothing was written, and nothing half done', async () => {
    const { rows } = await policy.admin.query(
      `SELECT (SELECT count(*) FROM policy.agency) AS agencies, (SELECT count(*) FROM policy.agreement) AS agreements,
         (SELECT count(*) FROM policy.category_stop) AS stops, (SELECT count(*) FROM policy.bundle) AS bundles,
         (SELECT count(*) FROM audit.staging WHERE facets ->> 'action' NOT IN ('bundle-publish', 'relationship-list')) AS entries`,
    );
    expect(rows).toEqual([{ agencies: '4', agreements: '0', stops: '0', bundles: '1', entries: '0' }]);
  });

  it('every route is documented with its DTO', async () => {
    const { body } = await policy.send('GET', '/v1/openapi.json');
    expect(Object.keys(body.paths as object)).toEqual(
      expect.arrayContaining(['/v1/bundles/{hash}/activate', '/access/v1/evaluations']),
    );
  });
});
