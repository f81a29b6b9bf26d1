import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type RunningApp } from '#libs/http';
import { notifyAfterCommit } from '#libs/persistence';
import { KeyRing, sealEntry, type EntryIndex, type EntryKind } from '#libs/sealing';
import { startTestIssuer } from '#libs/testing';
import { AuditConfig } from '../config.js';
import { serveAudit } from '../serve-audit.js';
import { openLogFixture, type LogFixture } from './log-fixture.js';

/** The audit app as it runs, over a database of its own, with people of two agencies and two residents. */
export interface AuditFixture extends LogFixture {
  readonly running: RunningApp;
  readonly ring: KeyRing;
  readonly residents: { readonly margaret: string; readonly yusuf: string };
  /** Sign-in → internal id, of staff. */
  readonly staff: Readonly<Record<string, string>>;
  /** What REACH calls Margaret; nobody has linked Yusuf. */
  readonly pseudonym: string;
  /** Appends one entry about Margaret unless told otherwise; returns its id. */
  record(index?: Partial<EntryIndex>, entry?: { kind?: EntryKind; detail?: string }): Promise<string>;
  get(path: string, as?: string): Promise<Response>;
  post(path: string, as?: string): Promise<Response>;
}

/** Sign-in → agency. All are privacy officers, but for the author, who writes rules. */
export const OFFICERS = { stone: 'NM-ACUTE', 'harbour-ig': 'HARBOUR', marsh: 'NM-ASC' } as const;
const AUTHOR = 'author';

export async function openAuditFixture(): Promise<AuditFixture> {
  const fixture = await openLogFixture();
  const issuer = await startTestIssuer();
  const folder = mkdtempSync(join(tmpdir(), 'audit-app-'));
  const [keyFile, logKeyFile] = [join(folder, 'keys.json'), join(folder, 'log.key')];
  writeFileSync(keyFile, KeyRing.generate());
  writeFileSync(logKeyFile, fixture.signerKey);
  const ring = KeyRing.fromFile(keyFile);
  const residents = { margaret: randomUUID(), yusuf: randomUUID() };
  const staff = await people(fixture, issuer.issuer, ring, residents);
  const pseudonym = await link(fixture, residents.margaret, 'REACH');
  const config = readConfig(AuditConfig, {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DRAIN_MS: '0',
    DATABASE_URL: fixture.database.urlFor('audit_app'),
    KEY_FILE: keyFile,
    LOG_ORIGIN: fixture.signer.name,
    LOG_KEY_FILE: logKeyFile,
    OIDC_ISSUER_RESIDENT: issuer.issuer,
    OIDC_ISSUER_STAFF: issuer.issuer,
  });
  const running = await serveAudit(config);
  const ask = (method: string) => (path: string, as?: string) =>
    fetch(`${running.url}${path}`, { method, headers: as ? { authorization: `Bearer ${issuer.token(as)}` } : {} });
  return {
    ...fixture,
    running,
    ring,
    residents,
    staff,
    pseudonym,
    get: ask('GET'),
    post: ask('POST'),
    record: async (index = {}, { kind = 'disclosure', detail = 'seen' } = {}) => {
      const residentId = index.residentId ?? residents.margaret;
      const holder = { level: 'resident' as const, id: residentId };
      const { rows } = await fixture.admin.query<{ key: Buffer }>('SELECT consent.resident_key_v1($1) AS key', [
        residentId,
      ]);
      const facets = {
        action: 'read',
        outcome: 'permit',
        categories: ['MEDS'],
        purpose: 'COC',
        rule: 'permitted',
        residentId,
      };
      const entry = sealEntry({
        kind,
        bundle: null,
        detail: { note: detail },
        holder,
        holderKey: ring.unwrapKey(rows[0]!.key, holder),
        index: { ...facets, sourceAgency: 'NM-ACUTE', requesterAgency: 'REACH', recipientAgency: 'REACH', ...index },
      });
      await fixture.admin.query('SELECT audit.append_v1($1::jsonb)', [JSON.stringify(entry)]);
      notifyAfterCommit(fixture.admin, 'audit.staging');
      return entry.id;
    },
    close: async () => {
      await running.stop();
      await issuer.stop();
      await fixture.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function people(
  { admin }: LogFixture,
  issuer: string,
  ring: KeyRing,
  residents: Record<string, string>,
): Promise<Record<string, string>> {
  const agencies = [...Object.values(OFFICERS), 'REACH'];
  await admin.query(
    `INSERT INTO policy.agency (code, name, sector) SELECT c, c, 'health' FROM unnest($1::text[]) AS c`,
    [agencies],
  );
  const staff = [
    ...Object.entries({ ...OFFICERS, [AUTHOR]: 'NM-ACUTE' }).map(([key, agency]) => [key, 'officer', agency] as const),
    ['pell', 'practitioner', 'REACH'],
    ['brandt', 'practitioner', 'REACH'],
    ['varga', 'practitioner', 'HARBOUR'],
  ] as const;
  const ids: Record<string, string> = {};
  for (const [subject, kind, agency] of staff) {
    ids[subject] = randomUUID();
    const roles = kind === 'officer' ? [subject === AUTHOR ? 'policy-author' : 'privacy-officer'] : [];
    const sql =
      'INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles) VALUES ($1, $2, $3, $4, $5, $6)';
    await admin.query(sql, [ids[subject], kind, issuer, subject, agency, roles]);
  }
  for (const [subject, id] of Object.entries(residents)) {
    await admin.query(`INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ($1, $2, '{}')`, [
      id,
      randomBytes(40),
    ]);
    const { wrapped } = ring.newDataKey({ level: 'resident', id });
    await admin.query('INSERT INTO consent.resident_key (resident_id, wrapped_key) VALUES ($1, $2)', [id, wrapped]);
    await admin.query('INSERT INTO consent.sign_in (issuer, subject, resident_id) VALUES ($1, $2, $3)', [
      issuer,
      subject,
      id,
    ]);
  }
  return ids;
}

async function link({ admin }: LogFixture, residentId: string, agency: string): Promise<string> {
  const pseudonym = [...randomBytes(26)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');
  await admin.query(
    `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
     VALUES ($1, $2, $3, $4, $4, $5)`,
    [randomUUID(), residentId, agency, randomBytes(32), pseudonym],
  );
  return pseudonym;
}
