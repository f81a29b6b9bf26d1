import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Answer } from '../routes/place/send.js';
import type { Settled } from '../routes/place/settle.js';
import { CANARY, CANARY_CAST } from './canaries.js';
import type { CanaryPlace } from './canary-place.js';
import { pathOf, SEARCH, WORDS } from './portal/everyday-pages.js';
import type { Visitor } from './portal/visitor.js';

/** Of the classes whose texts quote rows and values (22, 23, 44), raised by code, and internal. */
const SQLSTATES = ['22001', '22P02', '23505', '23514', '44000', 'P0001', 'XX000'];
const TABLES = [
  'consent.resident',
  'consent.directive',
  'consent.link',
  'relay.record',
  'relay.disclosure',
  'policy.relationship',
  'audit.staging',
];
/** Of the portal's: where forms and answers are kept, and what says which form has been sent. */
const PORTAL_TABLES = ['portal.session', 'portal.used_form'];

/** Lets writes fail with errors that quote the person, as PostgreSQL's do, and cuts connections under requests. */
export async function failInDatabase(place: CanaryPlace, settled: Settled, pell: Visitor): Promise<void> {
  const { admin } = place;
  for (const state of SQLSTATES) {
    const words = `Failing row contains (${Object.values(CANARY).join(', ')}).`;
    await admin.query(`CREATE OR REPLACE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN
      RAISE EXCEPTION USING ERRCODE = '${state}', MESSAGE = '${words}', DETAIL = '${words}', HINT = '${words}', COLUMN = '${CANARY.localId}', CONSTRAINT = '${CANARY.localId}'; END $f$`);
    await failing(admin, TABLES, () => Promise.all([writes(place, settled), claim(pell, settled)]));
    for (const table of PORTAL_TABLES) await failing(admin, [table], () => forms(place, pell, settled));
  }
  const cut = (): Promise<unknown> =>
    admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE '%_app' AND datname = current_database()`,
    );
  await Promise.all([writes(place, settled), cut(), writes(place, settled), forms(place, pell, settled), cut()]);
}

async function failing(admin: pg.Pool, tables: readonly string[], during: () => Promise<unknown>): Promise<void> {
  for (const table of tables) {
    // A session's being used is no write of what stands in it, and finds whose it is.
    const when = table === 'portal.session' ? 'INSERT OR UPDATE OF sealed' : 'INSERT';
    await admin.query(
      `CREATE OR REPLACE TRIGGER fail BEFORE ${when} ON ${table} FOR EACH ROW EXECUTE FUNCTION public.fail()`,
    );
  }
  await during();
  for (const table of tables) await admin.query(`DROP TRIGGER fail ON ${table}`);
}

const claim = (pell: Visitor, settled: Settled): Promise<Answer> =>
  pell.send(`${pathOf(settled)}/claim/COC`, { reason: 'duty-desk', words: WORDS });

/** What a portal keeps: a search, what was typed when nobody was signed in, a form's having been sent. */
async function forms(place: CanaryPlace, pell: Visitor, settled: Settled): Promise<void> {
  await Promise.all([
    pell.send('/practitioner', SEARCH),
    pell.send(`${pathOf(settled)}/told`, { answer: 'all' }),
    place.visitor('nobody').sendAs('', '/practitioner', SEARCH),
    place.visitor('nobody').get(`/sign-in/staff?${new URLSearchParams({ to: `/${CANARY.familyName}` }).toString()}`),
  ]);
}

async function writes({ sendOnce, staff }: CanaryPlace, { pseudonyms, residentId }: Settled): Promise<void> {
  const resident = pseudonyms['REACH']!;
  const post = (path: string, body: unknown) => ({ method: 'POST', path, body });
  const newcomer = {
    ...CANARY_CAST.person,
    nhsNumber: '9990000158',
    birthDate: '1931-07-18',
    givenName: CANARY.givenName,
    localId: CANARY.localId,
  };
  await Promise.all([
    sendOnce('consent', 'reach', post('/v1/residents', newcomer)),
    sendOnce(
      'consent',
      'margaret',
      post('/v1/residents/me/directives', { instruction: 'refuse', recipients: ['HARBOUR'], categories: ['TENANCY'] }),
    ),
    sendOnce('consent', 'reach-ig', post('/v1/residents/lookup', CANARY_CAST.person)),
    sendOnce(
      'relay',
      'reach',
      post('/v1/records', {
        resident,
        sourceId: randomUUID(),
        sourceVersion: 1,
        category: 'FUNCTION',
        body: { text: CANARY.text },
      }),
    ),
    sendOnce('relay', 'pell', { method: 'GET', path: `/v1/residents/${resident}/records?purpose=COC&category=MEDS` }),
    sendOnce(
      'policy',
      'reach',
      post('/v1/relationships', { resident, kind: 'referral', purpose: 'CAREMGT', practitionerId: staff['pell'] }),
    ),
    sendOnce('audit', 'reach-ig', { method: 'GET', path: `/v1/residents/${residentId}/history` }),
  ]);
}
