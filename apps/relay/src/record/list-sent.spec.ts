import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventually, RelayCaller } from '../testing/relay-caller.js';
import { pseudonym, startSmallPlace, type SmallPlace } from '../testing/small-place.js';
import type { SentDelivery } from './sent-delivery.dto.js';

let place: SmallPlace;
let at: RelayCaller;
beforeAll(async () => {
  place = await startSmallPlace();
  at = new RelayCaller(place);
});
afterAll(() => place.stop());

interface Sent {
  status: number;
  body: { items: SentDelivery[]; next: string | null };
}
const sent = (as: string, name: string, query = ''): Promise<Sent> =>
  place.call(as, 'GET', `/v1/residents/${name}/deliveries${query}`);
async function ofSource(source: string, query = ''): Promise<Sent['body']> {
  const answer = await sent(source.toLowerCase(), place.pseudonyms[source]!, query);
  expect(answer.status).toBe(200);
  return answer.body;
}
/** The deliveries of one record to one agency, once there is one in this state. */
async function became(source: string, record: string, agency: string, state: string): Promise<SentDelivery[]> {
  const theirs = (item: SentDelivery): boolean => item.recordId === record && item.agency === agency;
  const { items } = await eventually(
    () => ofSource(source),
    (seen) => seen.items.some((item) => theirs(item) && item.state === state),
  );
  return items.filter(theirs);
}

describe('what became of what an agency sent of a resident', () => {
  it('waits, and then was opened by whom and when; its practitioners read the same', async () => {
    let record = '';
    const delivery = await at.nextDelivery('REACH', async () => {
      record = await at.post('NM-ACUTE', 'MEDS', { medication: 'paracetamol' });
    });
    const [waiting] = await became('NM-ACUTE', record, 'REACH', 'waiting');
    expect(waiting).toEqual({
      id: delivery.id,
      recordId: record,
      category: 'MEDS',
      purpose: 'COC',
      agency: 'REACH',
      state: 'waiting',
      reason: null,
      agreement: 'D1',
      basis: 'DIRECT_CARE',
      sentAt: expect.any(String),
      openedAt: null,
      endedAt: null,
    });
    await at.open('REACH', [delivery.id]);
    const [opened] = await became('NM-ACUTE', record, 'REACH', 'opened');
    expect(opened).toEqual({ ...waiting, state: 'opened', openedAt: expect.any(String) });
    await at.open('REACH', [delivery.id]);
    expect(await became('NM-ACUTE', record, 'REACH', 'opened')).toEqual([opened]);
    await place.admin.query(
      `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, training_expires_at)
       SELECT $1, 'practitioner', issuer, 'adeyemi', 'NM-ACUTE', '{hub-nurse}', '2099-01-01Z' FROM policy.principal LIMIT 1`,
      [randomUUID()],
    );
    const nurse = await sent('adeyemi', place.pseudonyms['NM-ACUTE']!);
    expect(nurse).toMatchObject({ status: 200, body: { items: expect.arrayContaining([opened]) as unknown } });
  });

  it('tells refused, recalled, retracted and not delivered apart', async () => {
    const record = await at.post('NM-ASC', 'FUNCTION', { stairs: 'with help' });
    expect(await became('NM-ASC', record, 'HARBOUR', 'refused')).toMatchObject([
      { state: 'refused', reason: 'needs-consent', basis: null },
    ]);
    let directive = '';
    const delivery = await at.nextDelivery('HARBOUR', async () => {
      directive = await at.give('HARBOUR', ['FUNCTION']);
    });
    await at.open('HARBOUR', [delivery.id]);
    await at.withdraw(directive);
    expect(await became('NM-ASC', record, 'HARBOUR', 'recalled')).toContainEqual(
      expect.objectContaining({
        ...{ id: delivery.id, agency: 'HARBOUR', state: 'recalled', reason: 'withdrawn' },
        ...{ openedAt: expect.any(String), endedAt: expect.any(String) },
      }),
    );

    let wrong = '';
    await at.nextDelivery('REACH', async () => {
      wrong = await at.post('NM-ACUTE', 'DISCHARGE', { pathway: 1 });
    });
    await place.call('nm-acute', 'POST', `/v1/records/${wrong}/retract`);
    expect(await became('NM-ACUTE', wrong, 'REACH', 'refused')).toMatchObject([
      { reason: 'retracted', openedAt: null },
    ]);

    const link = await place.admin.query(
      `DELETE FROM consent.link WHERE agency = 'REACH' RETURNING id, resident_id, local_id_index, sealed_local_id, pseudonym`,
    );
    const unlinked = await at.post('NM-ACUTE', 'MEDS', { medication: 'apixaban' });
    expect(await became('NM-ACUTE', unlinked, 'REACH', 'not-delivered')).toMatchObject([
      { agency: 'REACH', state: 'not-delivered', reason: null, openedAt: null },
    ]);
    const {
      id,
      resident_id,
      local_id_index,
      sealed_local_id,
      pseudonym: name,
    } = link.rows[0] as Record<string, unknown>;
    await place.admin.query(
      `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
       VALUES ($1, $2, 'REACH', $3, $4, $5)`,
      [id, resident_id, local_id_index, sealed_local_id, name],
    );
  });

  it('reads not delivered, as for somebody unlinked, where why it could tell where somebody lives', async () => {
    const record = await at.post('NM-ASC', 'CONTACT', { telephone: 'by day' });
    await became('NM-ASC', record, 'HARBOUR', 'refused');
    await place.admin.query(`UPDATE relay.delivery SET reason = 'location-shielded' WHERE record_id = $1`, [record]);
    for (const row of await became('NM-ASC', record, 'HARBOUR', 'not-delivered')) {
      expect(row).toMatchObject({ reason: null, basis: null, agreement: null });
    }
    await place.admin.query(`UPDATE relay.delivery SET reason = 'no-agreement' WHERE record_id = $1`, [record]);
    for (const row of await became('NM-ASC', record, 'HARBOUR', 'refused')) expect(row.reason).toBe('no-agreement');
  });

  it('comes newest first, in pages that neither repeat nor miss one', async () => {
    const { items, next } = await ofSource('NM-ACUTE', '?limit=200');
    expect(next).toBeNull();
    expect(new Set(items.map(({ category }) => category)).size).toBeGreaterThan(1);
    const { rows } = await place.admin.query<{ id: string }>(
      `SELECT d.id FROM relay.delivery d JOIN relay.record r ON r.id = d.record_id WHERE r.source_agency = 'NM-ACUTE'
       AND d.agency = 'REACH' ORDER BY d.offered_at DESC, d.id DESC`,
    );
    expect(items.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: Sent['body'] = await ofSource('NM-ACUTE', `?limit=1${after ? `&after=${after}` : ''}`);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toEqual(items.map(({ id }) => id));
    for (const query of ['?limit=0', '?after=AAAA', '?after=WyJhIiwiYiJd', '?category=MEDS']) {
      expect((await sent('nm-acute', place.pseudonyms['NM-ACUTE']!, query)).status).toBe(400);
    }
  });

  it('tells nothing of an agency that no agreement names with the sender, however many work with her', async () => {
    const record = await at.post('NM-ACUTE', 'FUNCTION', { stairs: 'alone' });
    await became('NM-ACUTE', record, 'REACH', 'waiting');
    const { rows } = await place.admin.query<{ agency: string }>(
      'SELECT agency FROM relay.delivery WHERE record_id = $1 ORDER BY agency',
      [record],
    );
    expect(rows.map(({ agency }) => agency)).toEqual(['HARBOUR', 'REACH']);
    const told = [...(await ofSource('NM-ACUTE')).items, ...(await at.states('NM-ACUTE', record))];
    expect([...new Set(told.map(({ agency }) => agency))]).toEqual(['REACH']);
  });

  it('is a disclosure of each category, with its one entry', async () => {
    const sql = `SELECT d.category, d.outcome FROM relay.disclosure d JOIN audit.entry_line l ON l.entry_id = d.entry_id
      WHERE d.kind = 'list' AND d.source_agency = 'NM-ASC' AND d.recipient_agency = 'NM-ASC' AND l.action = 'list'`;
    const before = (await place.admin.query(sql)).rows.length;
    await ofSource('NM-ASC');
    const made = (await place.admin.query<{ category: string }>(`${sql} ORDER BY d.committed_at, d.category`)).rows;
    expect(
      made
        .slice(before)
        .map(({ category }) => category)
        .sort(),
    ).toEqual(['CONTACT', 'FUNCTION']);
  });

  it('is entered with its reason, and with what the one who asked was, for her history', async () => {
    const name = place.pseudonyms['NM-ACUTE']!;
    for (const [as, kind, roles] of [
      ['nm-acute', 'system', []],
      ['adeyemi', 'practitioner', ['hub-nurse']],
    ] as const) {
      await sent(as, name);
      const { rows } = await place.admin.query(
        `SELECT reason, requester_kind, requester_roles FROM audit.entry_line WHERE action = 'list' ORDER BY at DESC LIMIT 1`,
      );
      expect(rows).toEqual([{ reason: 'permitted', requester_kind: kind, requester_roles: roles }]);
    }
  });

  it('is one refusal for a name that is not theirs, one that is nobody’s, and one about whom they sent nothing', async () => {
    const strip = ({ status, body }: Sent) => {
      const { instance: _, requestId: _id, ...rest } = body as unknown as Record<string, unknown>;
      return { status, rest };
    };
    const nobody = strip(await sent('nm-acute', pseudonym()));
    expect(nobody).toMatchObject({ status: 404, rest: { type: 'urn:consent-broker:problem:not-found' } });
    expect(strip(await sent('nm-acute', place.pseudonyms['NM-ASC']!))).toEqual(nobody);
    expect(strip(await sent('nm-acute', place.resident))).toEqual(nobody);
    expect(strip(await sent('harbour', place.pseudonyms['HARBOUR']!))).toEqual(nobody);
    expect(strip(await sent('varga', place.pseudonyms['HARBOUR']!))).toEqual(nobody);
  });
});
