import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { loadPolicies, BundleEngines } from '#libs/pdp';
import { connect, hotPool } from '#libs/persistence';
import { createTestDatabase } from '#libs/testing';
import { DirectiveRow } from '../../apps/consent/src/directive/directive.row.js';
import { Directory } from '../../apps/identity/src/people/directory.js';
import { AgreementPartyRow } from '../../apps/policy/src/registry/agreement/agreement-party.row.js';
import { AgreementRow } from '../../apps/policy/src/registry/agreement/agreement.row.js';
import { PolicyConfig } from '../../apps/policy/src/config.js';
import { CandidatesOf } from '../../apps/policy/src/decisions/own-sharing/candidates-of.js';
import { ReadOwnAgreements } from '../../apps/policy/src/decisions/own-sharing/read-own-agreements.js';
import { ReadOwnSharing } from '../../apps/policy/src/decisions/own-sharing/read-own-sharing.js';
import { ToldAgreements } from '../../apps/policy/src/decisions/own-sharing/told-agreements.js';
import { putPeople } from '../../scripts/seed/put-people.js';
import { readTown, type TownAgreement, type TownData } from '../../scripts/town/town-data.js';

/** The demo town on one database, written straight from its files, with the use cases that pages stand on. */
export interface TownPlace {
  readonly town: TownData;
  readonly admin: pg.Client;
  readonly pool: pg.Pool;
  readonly engines: BundleEngines;
  readonly sharing: ReadOwnSharing;
  readonly consent: DataSource;
  /** Ids of residents by key. */
  readonly residents: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const pseudonym = (): string => Array.from({ length: 26 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

const DAY = `fence.domain_now() + make_interval(days => $1::int)`;

export async function openTown(): Promise<TownPlace> {
  const town = readTown('demo');
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await layBundle(admin);
  await putPeople(
    database.adminUrl,
    'https://issuer.test',
    town.agencies,
    Directory.fromFile('demo/people.json').all(),
  );
  for (const agreement of town.agreements) await layAgreement(admin, agreement);
  const residents = Object.fromEntries(town.residents.map(({ key }) => [key, randomUUID()]));
  await layResidents(admin, town, residents);
  const pool = hotPool(database.urlFor('policy_app'), 'truth', (error) => {
    throw error;
  });
  const source = await connect({
    ...{ url: database.urlFor('policy_app'), schema: 'policy', entities: [AgreementRow, AgreementPartyRow] },
  });
  const consent = await connect({
    ...{ url: database.urlFor('consent_app'), schema: 'consent', entities: [DirectiveRow] },
  });
  const [hot, config, engines] = [{ pool }, new PolicyConfig(), new BundleEngines(pool)];
  const own = new ReadOwnAgreements(source, config, new ToldAgreements(source, config));
  return {
    ...{ town, admin, pool, engines, consent, residents },
    sharing: new ReadOwnSharing(own, engines, hot, new CandidatesOf(hot)),
    stop: async () => {
      await Promise.all([pool.end(), source.destroy(), consent.destroy(), admin.end()]);
      await database.drop();
    },
  };
}

async function layBundle(admin: pg.Client): Promise<void> {
  const { hash, files } = await loadPolicies('policies');
  await admin.query(`INSERT INTO policy.bundle (hash, files, author) VALUES ($1, $2, 'spec')`, [
    ...[hash, JSON.stringify(files)],
  ]);
  await admin.query(`INSERT INTO policy.bundle_schedule (hash, approved_by) VALUES ($1, 'spec')`, [hash]);
}

async function layAgreement(admin: pg.Client, agreement: TownAgreement): Promise<void> {
  const { id, title, purpose, mode, state, categories, recipientRoles, systemRoles, maxConsentDays } = agreement;
  await admin.query(
    `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, system_roles,
       max_consent_days, starts_at, expires_at, created_by)
     VALUES ($2, $3, $4, $5, $6, $7, $8, $9, $10, ${DAY}, fence.domain_now() + make_interval(days => $11::int), 'spec')`,
    [
      ...[agreement.startsDay, id, title, purpose, mode, state, categories, recipientRoles, systemRoles],
      ...[maxConsentDays, agreement.expiresDay],
    ],
  );
  for (const { source, recipient } of agreement.parties) {
    await admin.query('INSERT INTO policy.agreement_party (agreement_id, source, recipient) VALUES ($1, $2, $3)', [
      ...[id, source, recipient],
    ]);
  }
}

async function layResidents(admin: pg.Client, town: TownData, ids: Readonly<Record<string, string>>): Promise<void> {
  for (const id of Object.values(ids)) {
    await admin.query(`INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ($1, 'x', '{}')`, [id]);
  }
  for (const { key, localIds } of town.residents) {
    for (const agency of Object.keys(localIds)) {
      await admin.query(
        `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
         VALUES (gen_random_uuid(), $1, $2, $3, 'x', $4)`,
        [ids[key], agency, randomBytes(32), pseudonym()],
      );
    }
  }
  for (const { resident, agency, kind, purpose } of town.relationships) {
    await admin.query(
      `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, '2020-01-01Z', 'spec')`,
      [ids[resident], agency, kind, purpose],
    );
  }
  for (const { resident, instruction, upheldBy, ...reach } of town.directives) {
    const objected = upheldBy === undefined ? 'ObjectionPendingHighHarm' : 'Objected';
    const status = { give: 'ConsentGiven', refuse: 'ConsentRefused', object: objected }[instruction];
    await admin.query(
      `INSERT INTO consent.directive (id, version, resident_id, status, sources, recipients, categories, purposes, starts_at,
         channel, recorded_by)
       VALUES (gen_random_uuid(), 1, $1, $2, $3, $4, $5, $6, fence.domain_now(), 'online', 'spec')`,
      [ids[resident], status, reach.sources, reach.recipients, reach.categories, reach.purposes],
    );
  }
  for (const { resident, sets } of town.circumstances) await admin.query(CIRCUMSTANCE[sets], [ids[resident]]);
}

export const CIRCUMSTANCE = {
  shields: `INSERT INTO consent.shield (id, resident_id, set_by) VALUES (gen_random_uuid(), $1, 'spec')`,
  'opt-outs': `INSERT INTO consent.opt_out (id, resident_id, channel, recorded_by)
    VALUES (gen_random_uuid(), $1, 'online', 'spec')`,
} as const;
