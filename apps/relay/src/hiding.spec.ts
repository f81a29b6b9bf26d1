import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openDelivery, openDeliveryText } from '#libs/sealing';
import { eventually, type FeedItem, RelayCaller } from './testing/relay-caller.js';
import { startSmallPlace, type SmallPlace } from './testing/small-place.js';

let place: SmallPlace;
let at: RelayCaller;

beforeAll(async () => {
  place = await startSmallPlace();
  at = new RelayCaller(place);
});
afterAll(() => place.stop());

/** What a practitioner's look answers, without what is new at each look. */
async function look(as: string, agency: string, query: string): Promise<{ records: { body: unknown }[] }> {
  const answer = await place.call(as, 'GET', `/v1/residents/${place.pseudonyms[agency]}/records?${query}`);
  return JSON.parse(JSON.stringify(answer.body, (key, value: unknown) => (key === 'entryId' ? '' : value))) as never;
}
async function payloadOf(agency: string, { id, sealed }: FeedItem): Promise<unknown> {
  const [opening] = await at.open(agency, [id]);
  return openDelivery(sealed!, Buffer.from(opening!.contentKey!, 'base64url'), id);
}

describe('a record in which the hidden stands elsewhere, or that fits no schema', () => {
  beforeAll(async () => {
    await at.post('NM-ASC', 'FUNCTION', { stairs: 'with help', diagnosis: 'hip fracture' });
    await at.nextDelivery('HARBOUR', () => at.give('HARBOUR', ['FUNCTION']));
  });

  it.each([
    {
      diagnosis: 'Dementia',
      resourceType: 'Device',
      type: { coding: [{ system: 'http://loinc.org', code: '1', display: 'Dementia aid' }] },
    },
    { measurements: ['knee'] },
  ])('looks like none in a look and a feed, and to its sender like one that nobody opened: %j', async (body) => {
    const asked = 'purpose=HOUSADAPT&category=FUNCTION';
    const [before, feed] = [await look('varga', 'HARBOUR', asked), await at.feed('HARBOUR')];
    expect(before.records.length).toBeGreaterThan(0);
    const record = await at.post('NM-ASC', 'FUNCTION', body);
    const states = await eventually(
      () => at.states('NM-ASC', record),
      (seen) => seen.length === 2,
    );
    expect(states).toMatchObject([
      { agency: 'HARBOUR', state: 'offered', reason: null, basis: 'EXPLICIT', openedAt: null },
      { agency: 'REACH', state: 'offered' },
    ]);
    expect(await look('varga', 'HARBOUR', asked)).toEqual(before);
    expect((await at.feed('HARBOUR')).length).toBe(feed.length);
  });
});

describe('the digits of a number', () => {
  it('leave as they were sent, in a look and in a delivery', async () => {
    const body = '{"dose":1.00,"batch":9007199254740993,"wide":1e2}';
    const post = { resident: place.pseudonyms['NM-ACUTE'], sourceId: randomUUID(), sourceVersion: 1, category: 'MEDS' };
    const { sealed, id } = await at.nextDelivery('REACH', () =>
      fetch(`${place.relay.url}/v1/records`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${place.token('nm-acute')}`,
          'content-type': 'application/json; charset=utf-8',
        },
        body: `${JSON.stringify(post).slice(0, -1)},"body": ${body}}`,
      }),
    );
    const [opening] = await at.open('REACH', [id]);
    expect(await openDeliveryText(sealed!, Buffer.from(opening!.contentKey!, 'base64url'), id)).toContain(body);
    const url = `${place.relay.url}/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=MEDS`;
    const seen = await fetch(url, { headers: { authorization: `Bearer ${place.token('pell')}` } });
    expect(seen.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await seen.text()).toContain(`"body":${body}`);
  });
});

describe('a stored body that cannot be read any more', () => {
  it('is withheld by itself: the rest of its category is seen', async () => {
    const asked = 'purpose=COC&category=DEMOG';
    await at.post('NM-ACUTE', 'DEMOG', { sex: 'female' });
    const before = await look('pell', 'REACH', asked);
    const record = await at.post('NM-ACUTE', 'DEMOG', { sex: 'male' });
    await place.admin.query('UPDATE relay.record SET sealed_body = sealed_body || sealed_body WHERE id = $1', [record]);
    expect(before.records.length).toBeGreaterThan(0);
    expect(await look('pell', 'REACH', asked)).toEqual(before);
  });
});

describe('a shield', () => {
  const asked = 'purpose=COC&category=FUNCTION';
  const told = { stairs: 'alone', note: 'now at 14 Larch Row', address: { postcode: 'ZZ10 1HA' } };

  it('hides places in every category and every way out, also in what was sealed before, and tells nobody', async () => {
    const before = await at.nextDelivery('REACH', () => at.post('NM-ASC', 'FUNCTION', told));
    expect(JSON.stringify(await look('pell', 'REACH', asked))).toContain('Larch');
    const shield = randomUUID();
    await place.admin.query(`INSERT INTO consent.shield (id, resident_id, set_by) VALUES ($1, $2, 'spec')`, [
      shield,
      place.resident,
    ]);
    const after = await at.nextDelivery('REACH', async () => {
      expect(await at.open('REACH', [before.id])).toMatchObject([{ outcome: 'deny', reason: 'replaced' }]);
    });
    expect(await payloadOf('REACH', after)).toMatchObject({
      record: { body: { stairs: 'alone' }, redacted: [], masked: [] },
    });
    const seen = await look('pell', 'REACH', asked);
    expect(seen.records).toContainEqual(
      expect.objectContaining({ body: { stairs: 'alone' }, redacted: [], masked: [] }),
    );
    expect(JSON.stringify([seen, await payloadOf('REACH', after)])).not.toMatch(/Larch|ZZ10|shield|ocation/);
  });

  describe('to a sender', () => {
    /** What they read of a record, but for its ids and times: of each delivery by itself and in the list. */
    const read = async (record: string): Promise<unknown> => {
      const states = await eventually(
        () => at.states('NM-ASC', record),
        (seen) => seen.length === 2,
      );
      const list = await place.call(
        'nm-asc',
        'GET',
        `/v1/residents/${place.pseudonyms['NM-ASC']}/deliveries?limit=200`,
      );
      const { items } = list.body as { items: { recordId: string; agency: string }[] };
      // What was offered at one moment stands in the order of random ids.
      const own = items
        .filter(({ recordId }) => recordId === record)
        .sort((one, other) => one.agency.localeCompare(other.agency));
      const said = [states, own];
      const shown = (key: string, value: unknown): unknown =>
        /^(?:id|recordId)$|At$/.test(key) && value !== null ? 'some' : value;
      return JSON.parse(JSON.stringify(said, shown));
    };
    const bodies = [{ stairs: 'alone' }, { note: 'now at 14 Larch Row' }];
    const post = (): Promise<string[]> => Promise.all(bodies.map((body) => at.post('NM-ASC', 'FUNCTION', body)));

    it('says the same of a record that it withholds as of one that waits, also when both end', async () => {
      const [open, withheld] = (await post()) as [string, string];
      expect(JSON.stringify(await read(open))).toContain('waiting');
      expect(await read(withheld)).toEqual(await read(open));
      for (const record of [open, withheld]) await place.call('nm-asc', 'POST', `/v1/records/${record}/retract`);
      expect(JSON.stringify(await read(open))).toContain('retracted');
      expect(await read(withheld)).toEqual(await read(open));
    });

    it('and the fault is found: the refusal is told', async () => {
      const [open, withheld] = (await post()) as [string, string];
      await read(withheld);
      await place.admin.query(
        `UPDATE relay.delivery SET state = 'refused', agreement = NULL, basis = NULL
         WHERE record_id = $1 AND state = 'offered' AND seq IS NULL`,
        [withheld],
      );
      expect(await read(withheld)).not.toEqual(await read(open));
      for (const record of [open, withheld]) await place.call('nm-asc', 'POST', `/v1/records/${record}/retract`);
      for (const record of await post()) await read(record);
    });
  });

  it('is passed by whom it names', async () => {
    await place.admin.query(
      `INSERT INTO consent.shield_allowance (id, shield_id, resident_id, agency, reason, until, added_by)
       SELECT gen_random_uuid(), id, resident_id, 'REACH', 'visits', fence.domain_now() + interval '1 day', 'spec'
       FROM consent.shield`,
    );
    expect((await look('pell', 'REACH', asked)).records).toContainEqual(expect.objectContaining({ body: told }));
    // What was kept back is offered now, under the id and the time that its sender has read already.
    const keptBack = `SELECT id, offered_at FROM relay.delivery WHERE agency = 'REACH' AND state = 'offered' AND seq IS NULL`;
    const { rows } = await place.admin.query<{ id: string; offered_at: Date }>(keptBack);
    const offered = await at.nextDelivery('REACH', () =>
      place.admin.query(`SELECT relay.enqueue_v1($1, 'backfill'), pg_notify('relay.work', '')`, [place.resident]),
    );
    const now = 'SELECT id, offered_at FROM relay.delivery WHERE id = $1 AND seq IS NOT NULL';
    expect(rows).toContainEqual((await place.admin.query(now, [offered.id])).rows[0]);
    expect(JSON.stringify(await payloadOf('REACH', offered))).toContain('Larch');
    await place.admin.query(
      `UPDATE consent.shield SET ends_at = fence.domain_now(), lift_requested_by = 'a', lifted_by = 'b'`,
    );
  });
});
