import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig, type RunningApp } from '#libs/http';
import { KeyRing } from '#libs/sealing';
import { createLog } from '#libs/telemetry';
import { createTestDatabase, startTestIssuer } from '#libs/testing';
import { ConsentConfig } from '../config.js';
import { serveConsent } from '../serve-consent.js';

export interface Sent {
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** The consent app on a database of its own, with a handful of agencies and people; people are named by their subject. */
export interface ConsentPlace {
  readonly admin: pg.Pool;
  readonly ring: KeyRing;
  readonly running: RunningApp;
  /** The database as the app signs in to it. */
  readonly appUrl: string;
  readonly lines: string[];
  /** As the app signs in. */
  readonly databaseUrl: string;
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
  /** A bearer token of theirs, for another way in. */
  token(as: string): string;
  /** Ids of principals by subject. */
  readonly people: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const AGENCIES = `INSERT INTO policy.agency (code, name, sector) VALUES
  ('NM-ASC', 'Adult social care', 'social-care'), ('NM-GP', 'Surgery', 'health'), ('HARBOUR', 'Harbour Homes', 'housing'),
  ('BEACON', 'Beacon', 'voluntary')`;
const AGREEMENTS = `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, max_consent_days, starts_at, created_by)
  VALUES ('D1', 'Discharge', 'COC', 'DIRECT_CARE', 'live', '{MEDS}', '{gp}', NULL, '2020-01-01', 'spec'),
         ('D2', 'Adaptations', 'HOUSADAPT', 'EXPLICIT', 'live', '{DEMOG,FUNCTION,EQUIPMENT}', '{surveyor}', 183, '2020-01-01', 'spec'),
         ('D5', 'Housing support', 'HOUSUP', 'EXPLICIT', 'expired', '{HOUSINGSUPPORT}', '{housing-officer}', 30, '2020-01-01', 'spec')`;
const PARTIES = `INSERT INTO policy.agreement_party VALUES ('D1', 'NM-GP', 'NM-ASC'), ('D2', 'NM-ASC', 'HARBOUR'), ('D5', 'NM-GP', 'HARBOUR')`;

const PEOPLE = [
  ['brandt', 'practitioner', 'NM-ASC', ['ot']],
  ['osei', 'practitioner', 'NM-ASC', ['social-worker']],
  ['lowe', 'practitioner', 'NM-ASC', ['safeguarding-lead']],
  ['marsh', 'officer', 'NM-ASC', ['ig-lead']],
  ['asc-ig', 'officer', 'NM-ASC', ['privacy-officer']],
  ['voss', 'officer', 'NM-ASC', ['policy-author']],
  ['nm-asc', 'system', 'NM-ASC', []],
  ['iqbal', 'practitioner', 'NM-GP', ['gp']],
  ['nm-gp', 'system', 'NM-GP', []],
  ['gp-ig', 'officer', 'NM-GP', ['privacy-officer']],
  ['beacon', 'system', 'BEACON', []],
  ['varga', 'practitioner', 'HARBOUR', ['surveyor']],
  ['harbour', 'system', 'HARBOUR', []],
  ['harbour-ig', 'officer', 'HARBOUR', ['privacy-officer']],
] as const;

export async function openConsentPlace(): Promise<ConsentPlace> {
  const [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  const folder = mkdtempSync(join(tmpdir(), 'consent-place-'));
  const keyFile = join(folder, 'keys.json');
  writeFileSync(keyFile, KeyRing.generate());
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  admin.on('error', () => undefined);
  for (const sql of [AGENCIES, AGREEMENTS, PARTIES]) await admin.query(sql);
  const people = Object.fromEntries(PEOPLE.map(([subject]) => [subject, randomUUID()]));
  for (const [subject, kind, agency, roles] of PEOPLE) {
    const sql =
      'INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles) VALUES ($1, $2, $3, $4, $5, $6)';
    await admin.query(sql, [people[subject], kind, issuer.issuer, subject, agency, roles]);
  }
  const config = readConfig(ConsentConfig, {
    PORT: '0',
    DRAIN_MS: '0',
    DATABASE_URL: database.urlFor('consent_app'),
    KEY_FILE: keyFile,
    OIDC_ISSUER_RESIDENT: issuer.issuer,
    OIDC_ISSUER_STAFF: issuer.issuer,
  });
  const lines: string[] = [];
  const log = createLog({ app: 'consent', level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const running = await serveConsent(config, log);
  return {
    admin,
    ring: KeyRing.fromFile(keyFile),
    running,
    appUrl: database.urlFor('consent_app'),
    lines,
    databaseUrl: database.urlFor('consent_app'),
    people,
    token: (as) => issuer.token(as),
    send: async (method, path, { as, body, headers } = {}) => {
      const answer = await fetch(running.url + path, {
        method,
        headers: {
          ...(as === undefined ? {} : { authorization: `Bearer ${issuer.token(as)}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      };
    },
    stop: async () => {
      await running.stop();
      await Promise.all([admin.end(), issuer.stop()]);
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

export const MARGARET = {
  familyName: 'Hale',
  givenName: 'Margaret',
  birthDate: '1944-03-02',
  postcode: 'NM1 2AB',
  uprn: '100012345678',
  nhsNumber: '9990000018',
};

/** Somebody whom nobody has brought in yet, unless `change` names somebody else. */
export const newcomer = <Change extends Partial<typeof MARGARET & { localId: string }>>(change: Change) => ({
  ...{ familyName: 'Nobody', givenName: 'Alex', birthDate: '1985-01-01', postcode: 'NM1 3AA' },
  ...change,
});

/** Brings Margaret in through NM-ASC, links HARBOUR, binds her sign-in. Returns how each agency knows her, and her id. */
export async function settleMargaret(place: ConsentPlace): Promise<{ asc: string; harbour: string; id: string }> {
  const { nhsNumber: _private, ...known } = MARGARET;
  const imported = await place.send('POST', '/v1/residents', { as: 'nm-asc', body: { ...MARGARET, localId: 'ASC-1' } });
  const linked = await place.send('POST', '/v1/residents/link', { as: 'harbour', body: { ...known, localId: 'H-1' } });
  const { rows } = await place.admin.query<{ id: string }>('SELECT id FROM consent.resident');
  const id = rows[0]!.id;
  const signIns = `/v1/residents/${id}/sign-ins`;
  const asked = await place.send('POST', signIns, { as: 'marsh', body: { subject: 'margaret' } });
  await place.send('POST', `/v1/sign-ins/${String(asked.body['id'])}/confirm`, { as: 'asc-ig' });
  return { asc: imported.body['id'] as string, harbour: (linked.body['resident'] as { id: string }).id, id };
}

/** That an agency works with somebody for a purpose, since long and until `endsAt`. */
export async function worksWith(
  place: ConsentPlace,
  residentId: string,
  { agency, purpose, endsAt = null }: { agency: string; purpose: string; endsAt?: string | null },
): Promise<void> {
  await place.admin.query(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, ends_at, recorded_by)
     VALUES ($1, $2, $3, 'caseload', $4, '2020-01-01Z', $5, 'spec')`,
    [randomUUID(), residentId, agency, purpose, endsAt],
  );
}
