import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startSmallPlace, type SmallPlace } from './testing/small-place.js';

let place: SmallPlace;

beforeAll(async () => {
  place = await startSmallPlace();
});
afterAll(() => place.stop());

describe('bad input', () => {
  const update = (over: object) => ({
    resident: place.pseudonyms['NM-ASC'],
    sourceId: 's1',
    sourceVersion: 1,
    category: 'MEDS',
    body: {},
    ...over,
  });

  it.each([
    ['an unknown field', { surprise: 1 }, 400],
    ['an unknown category', { category: 'HOROSCOPE' }, 400],
    ['a pseudonym of nobody', { resident: 'a'.repeat(26) }, 400],
    ['an NHS number for a pseudonym', { resident: '9990000018' }, 400],
    ['a body over 64 kB', { body: { text: 'x'.repeat(70_000) } }, 400],
  ])('refuses %s and stores nothing', async (_what, over, status) => {
    const before = await place.admin.query('SELECT count(*) FROM relay.record');
    const answer = await place.call('nm-asc', 'POST', '/v1/records', update(over));
    expect(answer).toMatchObject({ status, body: { type: expect.stringMatching(/^urn:/) } });
    expect(JSON.stringify(answer.body)).not.toContain('9990000018');
    expect((await place.admin.query('SELECT count(*) FROM relay.record')).rows).toEqual(before.rows);
  });

  it('takes the same twice once, refuses other content under the same version, and refuses a stale version', async () => {
    const sourceId = randomUUID();
    const send = (sourceVersion: number, body: object) =>
      place.call('nm-asc', 'POST', '/v1/records', update({ sourceId, sourceVersion, body }));
    const first = await send(2, { a: 1, b: 2 });
    expect(await send(2, { b: 2, a: 1 })).toMatchObject({
      status: 201,
      body: { status: 'duplicate', id: (first.body as { id: string }).id },
    });
    expect(await send(2, { a: 2 })).toMatchObject({ status: 409, body: { code: 'record-conflict' } });
    expect(await send(1, { a: 1 })).toMatchObject({ status: 409, body: { code: 'record-stale' } });
  });

  it('answers a batch item by item, and keeps the good ones', async () => {
    const records = [
      update({ sourceId: 'b1' }),
      update({ sourceId: 'b2', resident: 'b'.repeat(26) }),
      update({ sourceId: 'b3' }),
    ];
    const answer = await place.call('nm-asc', 'POST', '/v1/records/batch', { records });
    expect((answer.body as { results: { status: string }[] }).results.map((item) => item.status)).toEqual([
      'accepted',
      'resident-not-linked',
      'accepted',
    ]);
  });
});
