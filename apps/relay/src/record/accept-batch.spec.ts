import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RelayCaller } from '../testing/relay-caller.js';
import { pseudonym, startSmallPlace, type SmallPlace } from '../testing/small-place.js';
import { AcceptBatch } from './accept-batch.js';
import { AcceptRecords } from './accept-records.js';
import { AllOrNothing } from './faults/all-or-nothing.js';
import type { AcceptResult } from './record-result.dto.js';

let place: SmallPlace;
beforeAll(async () => {
  place = await startSmallPlace();
});
afterAll(() => place.stop());

const update = (over: object = {}): object => ({
  resident: place.pseudonyms['NM-ASC'],
  sourceId: randomUUID(),
  sourceVersion: 1,
  category: 'MEDS',
  body: { a: 1 },
  ...over,
});

/** What may be wrong with one record: its text, and the field that its result names. */
const FAULTS: Readonly<Record<string, readonly [text: () => string, field: string]>> = {
  'a category of tomorrow': [() => JSON.stringify(update({ category: 'NOPE' })), 'category'],
  'a field of tomorrow': [() => JSON.stringify(update({ surprise: { deep: [1] } })), 'surprise'],
  'no body': [() => JSON.stringify(update({ body: undefined })), 'body'],
  'a version of no number': [() => JSON.stringify(update({ sourceVersion: '1' })), 'sourceVersion'],
  'a name too long': [() => JSON.stringify(update({ sourceId: 'x'.repeat(101) })), 'sourceId'],
  'half a pair in its name': [() => JSON.stringify(update({ sourceId: 'x\ud800' })), 'sourceId'],
  'a name twice': [() => JSON.stringify(update()).replace('{', '{"category":"MEDS",'), 'category'],
  'no bottom': [() => JSON.stringify(update()).replace('{', `{"x":${'['.repeat(90)}${']'.repeat(90)},`), 'x'],
  'the shape of a list': [() => '[{}]', '(record)'],
  'the shape of a list in a list': [() => '[[[1]]]', '(record)'],
  'the shape of a text': [() => '"{}"', '(record)'],
  'nothing in it': [() => 'null', '(record)'],
};

/** As a sender's own writer wrote it. */
async function sendText(
  text: string,
): Promise<{ status: number; body: { results: AcceptResult[]; errors: object[] } }> {
  const answer = await fetch(`${place.relay.url}/v1/records/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${place.token('nm-asc')}`, 'content-type': 'application/json' },
    body: text,
  });
  return { status: answer.status, body: (await answer.json()) as never };
}
const send = (texts: readonly string[]): ReturnType<typeof sendText> => sendText(`{"records":[${texts.join()}]}`);

async function countOf(sourceId: string): Promise<number> {
  const sql = 'SELECT count(*)::int AS n FROM relay.record WHERE source_id = $1';
  return (await place.admin.query<{ n: number }>(sql, [sourceId])).rows[0]!.n;
}

describe('a batch', () => {
  it.each(Object.entries(FAULTS))('with a record of %s takes the others', async (_what, [bad, field]) => {
    const [first, last] = [JSON.stringify(update()), JSON.stringify(update())];
    const { status, body } = await send([first, bad(), last]);
    expect({ status, results: body.results.map((result) => result.status) }).toEqual({
      status: 200,
      results: ['accepted', 'invalid-record', 'accepted'],
    });
    expect(body.results[1]).toMatchObject({ id: null });
    expect(body.results[1]!.errors!.map((error) => error.field.split('.')[0])).toContain(field);
  });

  it('says what a field may be, as the post of one does, and names the record as far as it may', async () => {
    const bad = update({ category: 'NOPE', surprise: '9990000018', sourceId: 'mine' });
    const alone = await place.call('nm-asc', 'POST', '/v1/records', bad);
    const { body } = await send([JSON.stringify(bad), JSON.stringify(update({ sourceId: '9990000018 and space' }))]);
    expect(body.results[0]).toEqual({
      sourceId: 'mine',
      sourceVersion: 1,
      status: 'invalid-record',
      id: null,
      errors: (alone.body as { errors: object[] }).errors,
    });
    expect(body.results[0]!.errors).toContainEqual(
      expect.objectContaining({ field: 'category', detail: expect.stringContaining('MEDS') }),
    );
    expect(body.results[1]).toMatchObject({ sourceId: null, status: 'invalid-record' });
    expect(JSON.stringify(body)).not.toContain('9990000018');
  });

  it('of any mixture takes each good record once, and answers in the order sent', async () => {
    const kinds = fc.constantFrom('good', 'good', 'unlinked', 'deep-body', ...Object.keys(FAULTS));
    const made = (kind: string, sourceId: string): string => {
      if (kind in FAULTS) return FAULTS[kind]![0]();
      const text = JSON.stringify(update({ sourceId, ...(kind === 'unlinked' && { resident: pseudonym() }) }));
      return kind === 'deep-body' ? text.replace('{"a":1}', '{"a":{"__proto__":1}}') : text;
    };
    const status: Readonly<Record<string, string>> = {
      good: 'accepted',
      unlinked: 'resident-not-linked',
      'deep-body': 'invalid-body',
    };
    await fc.assert(
      fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 12 }), async (mixture) => {
        const ids = mixture.map(() => randomUUID());
        const { body } = await send(mixture.map((kind, at) => made(kind, ids[at]!)));
        expect(body.results.map((result) => result.status)).toEqual(
          mixture.map((kind) => status[kind] ?? 'invalid-record'),
        );
        for (const [at, kind] of mixture.entries()) {
          expect(await countOf(ids[at]!)).toBe(kind === 'good' ? 1 : 0);
          if (kind === 'good') expect(body.results[at]!.sourceId).toBe(ids[at]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('with two versions of one record keeps what each says', async () => {
    const sourceId = randomUUID();
    const versions = [1, 2, 2].map((sourceVersion) => JSON.stringify(update({ sourceId, sourceVersion })));
    const { body } = await send([versions[0]!, FAULTS['a name twice']![0](), versions[1]!, versions[2]!]);
    expect(body.results.map((result) => result.status)).toEqual([
      'accepted',
      'invalid-record',
      'accepted',
      'duplicate',
    ]);
    expect(await countOf(sourceId)).toBe(2);
  });

  it('that is itself wrong is one refusal, and nothing is taken', async () => {
    const sourceId = randomUUID();
    const good = JSON.stringify(update({ sourceId }));
    for (const text of [
      `{"records":{"0":${good}}}`,
      '{"records":[]}',
      `{"records":[${Array.from({ length: 101 }, () => good).join()}]}`,
      `{"records":[${good}]`,
      `{"records":[${good},{"a":}]}`,
      `{"records":[${good} ${good}]}`,
      `{"records":[${good}],"more":1}`,
      `[${good}]`,
    ]) {
      const { status } = await sendText(text);
      expect([text.slice(0, 40), status]).toEqual([text.slice(0, 40), 400]);
    }
    expect(await countOf(sourceId)).toBe(0);
  });

  it('read as one would lose the good ones, and that would be seen here', async () => {
    const faulty = new AllOrNothing(place.relay.app.get(AcceptRecords, { strict: false }));
    const texts = [JSON.stringify(update()), FAULTS['a category of tomorrow']![0]()];
    await expect(faulty.accept('NM-ASC', texts)).rejects.toThrow('invalid-input');
    const sound = new AcceptBatch(place.relay.app.get(AcceptRecords, { strict: false }));
    expect((await sound.accept('NM-ASC', texts)).map((result) => result.status)).toEqual([
      'accepted',
      'invalid-record',
    ]);
  });
});

describe('an opening of many', () => {
  it('opens what it knows, once, whatever stands beside it', async () => {
    const caller = new RelayCaller(place);
    const { id } = await caller.nextDelivery('REACH', () => caller.post('NM-ASC', 'MEDS', { a: 1 }));
    const open = (deliveries: unknown): ReturnType<SmallPlace['call']> =>
      place.call('reach', 'POST', '/v1/deliveries/open', { deliveries });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 5 }), async (others) => {
        const { status, body } = await open([...others, id, randomUUID(), id, ...others]);
        expect({ status, body }).toMatchObject({ status: 200, body: { openings: [{ id, outcome: 'permit' }] } });
        expect((body as { openings: object[] }).openings).toHaveLength(1);
      }),
      { numRuns: 15 },
    );
    expect(await open(['no id', null])).toEqual({ status: 200, body: { openings: [] } });
    for (const deliveries of [[], 'x', null, Array.from({ length: 201 }, () => randomUUID())]) {
      expect((await open(deliveries)).status).toBe(400);
    }
  });
});
