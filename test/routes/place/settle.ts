import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { App } from './apps.js';
import { eventually } from './eventually.js';
import type { Answer, Ask } from './send.js';

export type Send = (app: App, as: string, ask: Ask) => Promise<Answer>;

/** Who Margaret is in a place, what her agencies call her, and what stands in the record that Pell may see and nobody else. */
export interface Cast {
  readonly person: Readonly<Record<'familyName' | 'birthDate' | 'postcode', string>> & Readonly<Record<string, string>>;
  readonly givenName: string;
  readonly localId: string;
  readonly text: string;
}

export const MARGARET = { familyName: 'Hale', birthDate: '1944-03-02', postcode: 'NM1 2AB' };
export const SEEN_TEXT = 'apixaban-5-mg';
const CAST: Cast = { person: MARGARET, givenName: 'Margaret', localId: '1', text: SEEN_TEXT };
const YUSUF = { familyName: 'Demir', givenName: 'Yusuf', birthDate: '1992-05-06', postcode: 'NM1 3CD', localId: 'H-1' };

/** Margaret as the place knows her, and one object of each kind that belongs to her and REACH. */
export interface Settled {
  readonly residentId: string;
  /** Her pseudonym at each agency that has linked her: REACH and NM-ACUTE. */
  readonly pseudonyms: Readonly<Record<string, string>>;
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
export async function settle(admin: pg.Pool, send: Send, cast: Cast = CAST): Promise<Settled> {
  const call = async <T>(app: App, as: string, path: string, body?: unknown, method = 'POST'): Promise<T> => {
    const answer = await send(app, as, { method, path, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 300) throw new Error(`settling: ${method} ${path} as ${as}: ${answer.status} ${answer.text}`);
    return (answer.text === '' ? undefined : JSON.parse(answer.text)) as T;
  };
  const { person, givenName, localId, text } = cast;
  const brought = { ...person, givenName, localId: `A-${localId}` };
  const atAcute = await call<{ id: string }>('consent', 'nm-acute', '/v1/residents', brought);
  const known = { ...person, givenName, localId: `R-${localId}` };
  const atReach = await call<{ resident: { id: string } }>('consent', 'reach', '/v1/residents/link', known);
  const atHarbour = await call<{ id: string }>('consent', 'harbour', '/v1/residents', YUSUF);
  const pseudonyms = { 'NM-ACUTE': atAcute.id, REACH: atReach.resident.id };
  const [residentId, yusufId] = await Promise.all([pseudonyms.REACH, atHarbour.id].map((name) => whoIs(admin, name)));
  const bind = async (resident: string, subject: string, asks: string, confirms: string): Promise<void> => {
    const asked = await call<{ id: string }>('consent', asks, `/v1/residents/${resident}/sign-ins`, { subject });
    await call('consent', confirms, `/v1/sign-ins/${asked.id}/confirm`);
  };
  await bind(residentId!, 'margaret', 'reach-ig', 'acute-ig');
  await bind(yusufId!, 'yusuf', 'harbour-ig', 'harbour-ig-2');
  const relationshipId = await relate(admin, residentId!, 'REACH');
  await relate(admin, residentId!, 'NM-ACUTE');
  const refusal = {
    instruction: 'refuse',
    ...{ sources: ['REACH'], recipients: ['HARBOUR'], categories: ['HOUSINGSUPPORT'], purposes: ['HOUSUP'] },
  };
  const directive = await call<{ id: string }>('consent', 'margaret', '/v1/residents/me/directives', refusal);

  const post = (as: string, category: string, words: string): Promise<{ id: string }> => {
    const resident = pseudonyms[as === 'reach' ? 'REACH' : 'NM-ACUTE'];
    const update = { resident, sourceId: randomUUID(), sourceVersion: 1, category, body: { text: words } };
    return call('relay', as, '/v1/records', update);
  };
  const posted = [post('reach', 'FUNCTION', text), post('nm-acute', 'MEDS', text), post('nm-acute', 'MEDS', text)];
  const [own, seen, wrong] = (await Promise.all(posted)).map(({ id }) => id) as [string, string, string];
  const [, deliveryId, mistaken] = await Promise.all([own, seen, wrong].map((id) => oneId(admin, DELIVERY, id)));
  await call('relay', 'reach', '/v1/deliveries/open', { deliveries: [deliveryId, mistaken] });
  await call('relay', 'nm-acute', `/v1/records/${wrong}/retract`);
  const recallId = await oneId(admin, RECALL, 'REACH');
  const look = `/v1/residents/${pseudonyms.REACH}/records?purpose=COC&category=MEDS`;
  const { decisions } = await call<{ decisions: { entryId: string }[] }>('relay', 'pell', look, undefined, 'GET');
  const entryId = await oneId(admin, ENTRY, decisions[0]!.entryId);
  return {
    ...{ residentId: residentId!, pseudonyms, relationshipId, directiveId: directive.id },
    ...{ recordId: own, seenRecordId: seen, deliveryId: deliveryId!, recallId, entryId },
  };
}

const DELIVERY = `SELECT id FROM relay.delivery WHERE record_id = $1 AND state = 'offered'`;
const RECALL = 'SELECT id FROM relay.recall WHERE agency = $1';
/** Once it is in the log, and so in everything that is read from there. */
const ENTRY = 'SELECT id FROM audit.entry WHERE id = $1';

const oneId = (admin: pg.Pool, sql: string, value: string): Promise<string> =>
  eventually(sql, async () => (await admin.query<{ id: string }>(sql, [value])).rows[0]?.id);

const whoIs = (admin: pg.Pool, pseudonym: string): Promise<string> =>
  oneId(admin, 'SELECT resident_id AS id FROM consent.link WHERE pseudonym = $1', pseudonym);

async function relate(admin: pg.Pool, residentId: string, agency: string): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by)
     VALUES ($1, $2, $3, 'referral', 'COC', '2020-01-01Z', 'spec')`,
    [id, residentId, agency],
  );
  return id;
}
