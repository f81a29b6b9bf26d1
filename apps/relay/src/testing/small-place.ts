import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadPolicies } from '#libs/pdp';
import { KeyRing, sealContent } from '#libs/sealing';
import { createTestDatabase, startTestIssuer, type TestDatabase, type TestIssuer } from '#libs/testing';
import type { RunningApp } from '#libs/http';
import { RelayConfig } from '../config.js';
import { serveRelay } from '../serve-relay.js';

const AGENCIES = [
  ['NM-ASC', 'social-care'],
  ['NM-ACUTE', 'health'],
  ['REACH', 'health'],
  ['HARBOUR', 'housing'],
] as const;

/**
 * Two agreements on a real database, a real issuer and a real relay listening: D1 (direct care, ACUTE and ASC to REACH)
 * and D2 (explicit, ASC to HARBOUR, the diagnosis left out). One resident, linked to everybody.
 */
export interface SmallPlace {
  readonly database: TestDatabase;
  readonly admin: pg.Client;
  readonly relay: RunningApp;
  readonly resident: string;
  readonly pseudonyms: Readonly<Record<string, string>>;
  /** For a second relay, in a process of its own. */
  readonly config: RelayConfig;
  token(as: string): string;
  call(as: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>;
  reserveRelay(): Promise<void>;
  stop(): Promise<void>;
}

export const pseudonym = (): string =>
  randomBytes(26).reduce((text, byte) => text + 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31], '');

export async function startSmallPlace(): Promise<SmallPlace> {
  const database = await createTestDatabase();
  const issuer = await startTestIssuer();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const keyJson = KeyRing.generate();
  const folder = mkdtempSync(join(tmpdir(), 'relay-spec-'));
  const keyFile = join(folder, 'keys.json');
  writeFileSync(keyFile, keyJson, { mode: 0o600 });
  await layBundle(admin);
  await layAgencies(admin, issuer);
  await layAgreements(admin);
  const { resident, pseudonyms } = await layResident(admin, KeyRing.fromJson(keyJson));
  const config = Object.assign(new RelayConfig(), {
    NODE_ENV: 'test',
    PORT: 0,
    LOG_LEVEL: 'silent',
    DRAIN_MS: 0,
    DATABASE_URL: database.urlFor('relay_app'),
    KEY_FILE: keyFile,
    OIDC_ISSUER_RESIDENT: issuer.issuer,
    OIDC_ISSUER_STAFF: issuer.issuer,
  });
  let relay = await serveRelay(config);
  return {
    database,
    admin,
    get relay() {
      return relay;
    },
    resident,
    pseudonyms,
    config,
    token: (as) => issuer.token(as),
    call: async (as, method, path, body) => {
      const answer = await fetch(`${relay.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${issuer.token(as)}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text ? JSON.parse(text) : null) as never };
    },
    reserveRelay: async () => {
      await relay.stop();
      relay = await serveRelay(config);
    },
    stop: async () => {
      await relay.stop();
      await admin.end();
      await issuer.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function layBundle(admin: pg.Client): Promise<void> {
  const bundle = await loadPolicies('policies');
  await admin.query(`INSERT INTO policy.bundle (hash, files, author) VALUES ($1, $2, 'spec')`, [
    bundle.hash,
    JSON.stringify(bundle.files),
  ]);
  await admin.query(`INSERT INTO policy.bundle_schedule (hash, approved_by) VALUES ($1, 'spec')`, [bundle.hash]);
}

async function layAgencies(admin: pg.Client, { issuer }: TestIssuer): Promise<void> {
  for (const [code, sector] of AGENCIES) {
    await admin.query('INSERT INTO policy.agency (code, name, sector) VALUES ($1, $1, $2)', [code, sector]);
    await layPrincipal(admin, issuer, { kind: 'system', subject: code.toLowerCase(), agency: code, roles: [] });
  }
  await admin.query(`UPDATE policy.agency SET processors = '{FIXRIGHT}' WHERE code = 'HARBOUR'`);
  await layPrincipal(admin, issuer, {
    kind: 'practitioner',
    subject: 'pell',
    agency: 'REACH',
    roles: ['reablement-lead'],
  });
  await layPrincipal(admin, issuer, { kind: 'practitioner', subject: 'varga', agency: 'HARBOUR', roles: ['surveyor'] });
  await layPrincipal(admin, issuer, {
    kind: 'practitioner',
    subject: 'crane',
    agency: 'HARBOUR',
    roles: ['call-handler'],
  });
}

interface Person {
  readonly kind: string;
  readonly subject: string;
  readonly agency: string;
  readonly roles: readonly string[];
}

async function layPrincipal(admin: pg.Client, issuer: string, person: Person): Promise<void> {
  await admin.query(
    `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, training_expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, '2099-01-01Z')`,
    [randomUUID(), person.kind, issuer, person.subject, person.agency, person.roles],
  );
}

const AGREEMENTS = [
  {
    id: 'D1',
    purpose: 'COC',
    mode: 'DIRECT_CARE',
    categories: ['DEMOG', 'MEDS', 'FUNCTION', 'DISCHARGE'],
    roles: ['reablement-lead'],
    redactions: {},
    maxConsentDays: null,
    parties: [
      ['NM-ACUTE', 'REACH'],
      ['NM-ASC', 'REACH'],
    ],
  },
  {
    id: 'D2',
    purpose: 'HOUSADAPT',
    mode: 'EXPLICIT',
    categories: ['DEMOG', 'FUNCTION', 'EQUIPMENT'],
    roles: ['surveyor'],
    redactions: { FUNCTION: ['diagnosis'] },
    maxConsentDays: 184,
    parties: [['NM-ASC', 'HARBOUR']],
  },
] as const;

async function layAgreements(admin: pg.Client): Promise<void> {
  for (const { id, purpose, mode, categories, roles, redactions, maxConsentDays, parties } of AGREEMENTS) {
    await admin.query(
      `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, redactions, max_consent_days,
         starts_at, created_by)
       VALUES ($1, $1, $2, $3, 'live', $4, $5, $6, $7, '2020-01-01Z', 'spec')`,
      [id, purpose, mode, categories, roles, redactions, maxConsentDays],
    );
    for (const [source, recipient] of parties) {
      await admin.query('INSERT INTO policy.agreement_party VALUES ($1, $2, $3)', [id, source, recipient]);
    }
  }
}

async function layResident(
  admin: pg.Client,
  ring: KeyRing,
): Promise<{ resident: string; pseudonyms: Record<string, string> }> {
  const resident = randomUUID();
  const { dataKey, wrapped } = ring.newDataKey({ level: 'resident', id: resident });
  const identity = { familyName: 'Hale', givenName: 'Margaret', birthDate: '1944-02-03', nhsNumber: '9990000018' };
  await admin.query(`INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ($1, $2, '{}')`, [
    resident,
    sealContent(identity, dataKey, `identity/${resident}`),
  ]);
  await admin.query('INSERT INTO consent.resident_key VALUES ($1, $2)', [resident, wrapped]);
  const pseudonyms: Record<string, string> = {};
  for (const [agency] of AGENCIES) {
    const link = randomUUID();
    pseudonyms[agency] = pseudonym();
    await admin.query(
      'INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym) VALUES ($1, $2, $3, $4, $5, $6)',
      [
        link,
        resident,
        agency,
        randomBytes(32),
        sealContent(`${agency}-77`, dataKey, `link/${link}`),
        pseudonyms[agency],
      ],
    );
  }
  for (const [agency, purpose] of [
    ['REACH', 'COC'],
    ['HARBOUR', 'HOUSADAPT'],
  ]) {
    await admin.query(
      `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by) VALUES ($1, $2, $3, 'referral', $4, '2020-01-01Z', 'spec')`,
      [randomUUID(), resident, agency, purpose],
    );
  }
  return { resident, pseudonyms };
}
