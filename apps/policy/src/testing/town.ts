import { randomBytes, randomUUID } from 'node:crypto';
import type { KeyRing } from '#libs/sealing';
import type pg from 'pg';

export interface Person {
  readonly id: string;
  readonly kind: 'practitioner' | 'officer' | 'system';
  readonly agency: string;
  readonly roles: readonly string[];
}

const person = (kind: Person['kind'], agency: string, ...roles: string[]): Person => ({
  id: randomUUID(),
  kind,
  agency,
  roles,
});

/** Sign-in keys as in the demo town, with a second IG lead for what takes two. */
export const PEOPLE = {
  marsh: person('officer', 'NM-ASC', 'ig-lead'),
  second: person('officer', 'NM-ASC', 'ig-lead'),
  voss: person('officer', 'NM-ASC', 'policy-author'),
  stone: person('officer', 'NM-ACUTE', 'privacy-officer'),
  'reach-ig': person('officer', 'REACH', 'privacy-officer'),
  adeyemi: person('practitioner', 'NM-ACUTE', 'hub-nurse'),
  pell: person('practitioner', 'REACH', 'reablement-lead'),
  reach: person('system', 'REACH'),
  varga: person('practitioner', 'HARBOUR', 'surveyor'),
  harbour: person('system', 'HARBOUR'),
} as const satisfies Record<string, Person>;
export type PersonKey = keyof typeof PEOPLE;

export const AGENCIES = [
  ['NM-ASC', 'social-care'],
  ['NM-ACUTE', 'health'],
  ['REACH', 'health'],
  ['HARBOUR', 'housing'],
] as const;

/** A resident known to every agency but the first, each by a pseudonym of its own. */
export interface Resident {
  readonly id: string;
  readonly dataKey: Buffer;
  pseudonymAt(agency: string): string;
}

/** Agencies and people, as an owner's seed puts them in: the first officers cannot come by the API. */
export async function seedPlace(admin: pg.Client, issuer: string): Promise<void> {
  for (const [code, sector] of AGENCIES) {
    await admin.query('INSERT INTO policy.agency (code, name, sector) VALUES ($1, $1, $2)', [code, sector]);
  }
  for (const [key, { id, kind, agency, roles }] of Object.entries<Person>(PEOPLE)) {
    await admin.query(
      `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, training_expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, '2099-01-01Z')`,
      [id, kind, issuer, key, agency, roles],
    );
  }
}

export async function seedResident(admin: pg.Client, ring: KeyRing): Promise<Resident> {
  const id = randomUUID();
  const { dataKey, wrapped } = ring.newDataKey({ level: 'resident', id });
  await admin.query(`INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ($1, 'x', '{}')`, [id]);
  await admin.query('INSERT INTO consent.resident_key VALUES ($1, $2)', [id, wrapped]);
  const pseudonyms = new Map(AGENCIES.slice(1).map(([agency]) => [agency as string, pseudonym()]));
  for (const [agency, text] of pseudonyms) {
    await admin.query(
      `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
       VALUES ($1, $2, $3, $4, 'x', $5)`,
      [randomUUID(), id, agency, randomBytes(32), text],
    );
  }
  return { id, dataKey, pseudonymAt: (agency) => pseudonyms.get(agency) ?? pseudonym() };
}

/** From then on `as: subject` is this resident, with the issuer that the town's staff have. */
export async function seedSignIn(admin: pg.Client, residentId: string, subject: string): Promise<void> {
  await admin.query(
    'INSERT INTO consent.sign_in (issuer, subject, resident_id) SELECT issuer, $1, $2 FROM policy.principal LIMIT 1',
    [subject, residentId],
  );
}

function pseudonym(): string {
  return Array.from(randomBytes(26), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');
}
