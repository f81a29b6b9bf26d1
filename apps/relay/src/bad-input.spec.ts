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

  /** As a sender's own writer wrote it: the digits and the faults are the text's. */
  const sendText = async (path: string, text: string): Promise<{ status: number; body: never }> => {
    const answer = await fetch(`${place.relay.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${place.token('nm-asc')}`, 'content-type': 'application/json' },
      body: text,
    });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  const textOf = (body: string, over: object = {}): string =>
    JSON.stringify(update({ sourceId: randomUUID(), ...over, body: 'BODY' })).replace('"BODY"', body);
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;

  it.each([
    ['nested thousands deep', `{"x":${deep}}`, 'body.x.a.a.a.a.a.a', 'depth'],
    ['half of a surrogate pair', '{"note":["\\ud800"]}', 'body.note.0', 'surrogate'],
    ['half a pair in a name', '{"a":{"\\udc00b":1}}', 'body.a.(unnamed)', 'surrogate'],
    ['a number beyond any', '{"dose":{"value":1E400}}', 'body.dose.value', 'number'],
    ['a number of thousands of digits', `{"dose":${'9'.repeat(5_000)}}`, 'body.dose', 'number'],
    ['a name twice', '{"dose":1,"dose":2}', 'body', 'isJson'],
    ['a prototype in disguise', '{"__proto__":{"a":1}}', 'body.(unnamed)', 'name'],
    ['a text for an object', '"{}"', 'body', 'isObject'],
    ['a list for an object', '[{}]', 'body', 'isObject'],
  ])('refuses a body with %s, and names the place', async (_what, body, field, rule) => {
    expect(await sendText('/v1/records', textOf(body))).toMatchObject({
      status: 400,
      body: { type: 'urn:consent-broker:problem:invalid-input', code: 'invalid-body', errors: [{ field, rule }] },
    });
    const batch = `{"records":[${textOf('{"a":1}')},${textOf(body)},${textOf('{"b":2}')}]}`;
    expect(await sendText('/v1/records/batch', batch)).toMatchObject({
      status: 200,
      body: {
        results: [{ status: 'accepted' }, { status: 'invalid-body', fault: { path: field } }, { status: 'accepted' }],
      },
    });
  });

  it('refuses what is nested deep around a body, and what is no JSON at all', async () => {
    for (const text of [
      textOf('{}').replace('{', `{"surprise":${deep},`),
      textOf('{}').slice(0, -1),
      '{"body":{}',
      '',
      textOf('{"a":]}'),
    ])
      expect(await sendText('/v1/records', text)).toMatchObject({ status: 400 });
  });

  it('keeps digits as they were sent: another number is no duplicate, the same text is', async () => {
    const sourceId = randomUUID();
    const send = (body: string): Promise<{ status: number; body: never }> =>
      sendText('/v1/records', textOf(body, { sourceId }));
    expect(await send('{"id": 9007199254740992, "dose": 1.00}')).toMatchObject({
      status: 201,
      body: { status: 'accepted' },
    });
    expect(await send('{"dose":1.00,"id":9007199254740992}')).toMatchObject({ body: { status: 'duplicate' } });
    expect(await send('{"id":9007199254740993,"dose":1.00}')).toMatchObject({ status: 409 });
    expect(await send('{"id":9007199254740992,"dose":1}')).toMatchObject({ status: 409 });
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
