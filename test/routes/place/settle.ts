import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { App } from './apps.js';
import type { Answer, Ask } from './place.js';
import { eventually } from './eventually.js';

export type Send = (app: App, as: string, ask: Ask) => Promise<Answer>;

export const MARGARET = { familyName: 'Hale', birthDate: '1944-03-02', postcode: 'NM1 2AB' };
const YUSUF = { familyName: 'Demir', birthDate: '1992-05-06', postcode: 'NM1 3CD' };

/** Margaret as the place knows her, and one object of each kind that belongs to her and REACH. */
export interface Settled {
  readonly residentId: string;
  /** Her pseudonym at each agency that has linked her: REACH and NM-ACUTE. */
  readonly pseudonyms: Readonly<Record<string, string>>;
  readonly yusufAtHarbour: string;
  /** REACH's own record about her, delivered to NM-ACUTE. */
  readonly recordId: string;
  /** NM-ACUTE's record about her, delivered to REACH, and the delivery. */
  readonly seenRecordId: string;
  readonly deliveryId: string;
  /** Of a second delivery, which REACH opened before its record was retracted. */
  readonly recallId: string;
  /** Of a look that Pell took. */
  readonly entryId: string;
  readonly relationshipId: string;
  readonly directiveId: string;
}

/** Everything through the doors that it really comes by, but for relationships, which decide nothing here by how they came. */
export async function settle(admin: pg.Pool, send: Send): Promise<Settled> {
  const ok = async <T>(app: App, as: string, method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await send(app, as, { method, path, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 300) throw new Error(`settling: ${method} ${path} as ${as}: ${answer.status} ${answer.text}`);
    return (answer.text === '' ? undefined : JSON.parse(answer.text)) as T;
  };
  const atAcute = await ok<{ id: string }>('consent', 'nm-acute', 'POST', '/v1/residents', {
    ...MARGARET,
    givenName: 'Margaret',
    localId: 'A-1',
  });
  const atReach = await ok<{ resident: { id: string } }>('consent', 'reach', 'POST', '/v1/residents/link', {
    ...MARGARET,
    localId: 'R-1',
  });
  const atHarbour = await ok<{ id: string }>('consent', 'harbour', 'POST', '/v1/residents', {
    ...YUSUF,
    givenName: 'Yusuf',
    localId: 'H-1',
  });
  const pseudonyms = { 'NM-ACUTE': atAcute.id, REACH: atReach.resident.id };
  const idBehind = async (pseudonym: string): Promise<string> =>
    (await admin.query<{ id: string }>('SELECT resident_id AS id FROM consent.link WHERE pseudonym = $1', [pseudonym]))
      .rows[0]!.id;
  const [residentId, yusufId] = await Promise.all([idBehind(pseudonyms.REACH), idBehind(atHarbour.id)]);
  await ok('consent', 'reach-ig', 'POST', `/v1/residents/${residentId}/sign-ins`, { subject: 'margaret' });
  await ok('consent', 'harbour-ig', 'POST', `/v1/residents/${yusufId}/sign-ins`, { subject: 'yusuf' });
  const relationshipId = await relate(admin, residentId, 'REACH');
  await relate(admin, residentId, 'NM-ACUTE');
  const directive = await ok<{ id: string }>('consent', 'margaret', 'POST', '/v1/residents/me/directives', {
    instruction: 'refuse',
    ...{ sources: ['REACH'], recipients: ['HARBOUR'], categories: ['HOUSINGSUPPORT'], purposes: ['HOUSUP'] },
  });

  const post = (as: string, sourceId: string, category: string, text: string): Promise<{ id: string }> =>
    ok('relay', as, 'POST', '/v1/records', {
      resident: pseudonyms[as === 'reach' ? 'REACH' : 'NM-ACUTE'],
      sourceId,
      sourceVersion: 1,
      category,
      body: { text },
    });
  const [own, seen, wrong] = await Promise.all([
    post('reach', 'R-F-1', 'FUNCTION', 'walks'),
    post('nm-acute', 'A-M-1', 'MEDS', SEEN_TEXT),
    post('nm-acute', 'A-M-2', 'MEDS', 'mistaken'),
  ]);
  const offered = (recordId: string): Promise<string> =>
    eventually(
      `a delivery of ${recordId}`,
      async () =>
        (
          await admin.query<{ id: string }>(
            "SELECT id FROM relay.delivery WHERE record_id = $1 AND state = 'offered'",
            [recordId],
          )
        ).rows[0]?.id,
    );
  const [, deliveryId, mistaken] = await Promise.all([own.id, seen.id, wrong.id].map(offered));
  await ok('relay', 'reach', 'POST', '/v1/deliveries/open', { deliveries: [deliveryId, mistaken] });
  await ok('relay', 'nm-acute', 'POST', `/v1/records/${wrong.id}/retract`);
  const recallId = await eventually(
    'a recall',
    async () => (await admin.query<{ id: string }>("SELECT id FROM relay.recall WHERE agency = 'REACH'")).rows[0]?.id,
  );
  const look = await ok<{ decisions: { entryId: string }[] }>(
    'relay',
    'pell',
    'GET',
    `/v1/residents/${pseudonyms.REACH}/records?purpose=COC&category=MEDS`,
  );
  const entryId = look.decisions[0]!.entryId;
  await eventually(
    'the entry in the log',
    async () => (await admin.query('SELECT 1 FROM audit.entry WHERE id = $1', [entryId])).rows[0] as object | undefined,
  );
  return {
    ...{ residentId, pseudonyms, yusufAtHarbour: atHarbour.id, relationshipId, directiveId: directive.id },
    ...{ recordId: own.id, seenRecordId: seen.id, deliveryId: deliveryId!, recallId, entryId },
  };
}

/** What stands in the record that Pell may see and nobody else. */
export const SEEN_TEXT = 'apixaban-5-mg';

async function relate(admin: pg.Pool, residentId: string, agency: string): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by) VALUES ($1, $2, $3, 'referral', 'COC', '2020-01-01Z', 'spec')`,
    [id, residentId, agency],
  );
  return id;
}
