import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '#libs/domain';
import { readConfig, type RunningApp } from '#libs/http';
import { KeyRing, openDetail } from '#libs/sealing';
import { createLog } from '#libs/telemetry';
import { createTestDatabase, startTestIssuer } from '#libs/testing';
import pg from 'pg';
import { PolicyConfig } from '../config.js';
import { startPolicy } from '../start-policy.js';
import { ScriptedCheck } from './scripted-check.js';
import { seedPlace } from './town.js';

export interface Sent {
  readonly as?: string;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; specs look into it freely. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly bundle: string | null;
  readonly holder: string;
  readonly index: Record<string, unknown>;
  open(key: Buffer): Json;
}

/** The whole app on a database of its own, with an issuer, and what a spec wants to look at afterwards. */
export interface RunningPolicy {
  readonly admin: pg.Client;
  readonly adminUrl: string;
  readonly ring: KeyRing;
  readonly url: string;
  /** Whose tokens sign everybody in. */
  readonly issuer: string;
  /** A bearer token for somebody of the town. */
  token(as: string): string;
  /** Where the app itself signs in, and its key file. */
  readonly databaseUrl: string;
  readonly keyFile: string;
  readonly marksFolder: string;
  /** Stands for the tests and proofs of bundles. */
  readonly check: ScriptedCheck;
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
  /** Another process of the same app. */
  startAgain(env?: Record<string, string>, Config?: typeof PolicyConfig): Promise<RunningApp>;
  entries(action: string): Promise<Entry[]>;
  /** Epochs of the fence, as text: place, or a practitioner's or resident's. */
  epoch(level: 'place' | 'practitioner' | 'resident', key?: string): Promise<number>;
  events(): Promise<{ stream: string; topic: string; key: string; type: string; data: unknown }[]>;
  stop(): Promise<void>;
}

export async function runPolicy(): Promise<RunningPolicy> {
  const [database, issuer] = await Promise.all([createTestDatabase(), startTestIssuer()]);
  const folder = mkdtempSync(join(tmpdir(), 'policy-spec-'));
  const keyFile = join(folder, 'keys.json');
  writeFileSync(keyFile, KeyRing.generate(), { mode: 0o600 });
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await seedPlace(admin, issuer.issuer);
  const check = new ScriptedCheck();
  const databaseUrl = database.urlFor('policy_app');
  const startAgain: RunningPolicy['startAgain'] = (env = {}, Config = PolicyConfig) =>
    startPolicy(
      readConfig(Config, {
        PORT: '0',
        DATABASE_URL: databaseUrl,
        KEY_FILE: keyFile,
        OIDC_ISSUER_RESIDENT: issuer.issuer,
        OIDC_ISSUER_STAFF: issuer.issuer,
        DRAIN_MS: '0',
        REFEREE: 'off',
        ...env,
      }),
      createLog({ app: 'policy', level: 'silent' }),
      check,
    );
  const running = await startAgain();
  return {
    admin,
    adminUrl: database.adminUrl,
    url: running.url,
    issuer: issuer.issuer,
    token: (as) => issuer.token(as),
    check,
    databaseUrl,
    keyFile,
    marksFolder: join(folder, 'marks'),
    ring: KeyRing.fromFile(keyFile),
    startAgain,
    send: async (method, path, { as, body, raw, headers } = {}) => {
      const answer = await fetch(running.url + path, {
        method,
        headers: {
          ...(as ? { authorization: `Bearer ${issuer.token(as)}` } : {}),
          ...(body === undefined && raw === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: raw ?? (body === undefined ? null : JSON.stringify(body)),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: parse(text, answer.headers.get('content-type') ?? ''),
      };
    },
    entries: async (action) => {
      const { rows } = await admin.query<StagedRow>(STAGED, [action]);
      const placeFacts = await placeFactsIn(admin);
      return rows.map((row) => toEntry(row, placeFacts));
    },
    epoch: async (level, key = '') => {
      const { rows } = await admin.query<{ epoch: string }>(EPOCH, [LEVELS[level], key]);
      return Number(rows[0]!.epoch);
    },
    events: async () => (await admin.query(EVENTS)).rows as never,
    stop: async () => {
      await running.stop();
      await admin.end();
      await Promise.all([database.drop(), issuer.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** JSON, or a list of it where it comes as lines. */
function parse(text: string, type: string): unknown {
  if (type.includes('ndjson'))
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]));
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** One field of each item of a page or list of errors. */
export const each = (items: unknown, field: string): unknown[] =>
  (items as Record<string, unknown>[]).map((item) => item[field]);

const LEVELS = { place: 1, practitioner: 2, resident: 3 } as const;
const EPOCH = 'SELECT fence.epoch_v1($1::smallint, $2) AS epoch';
const EVENTS =
  'SELECT stream, topic, message_key AS key, event_type AS type, data FROM messaging.outbox ORDER BY stream, seq';
const STAGED = `SELECT s.id, s.kind, s.bundle, d.sealed AS detail, s.wrapped_key, s.holder_level, s.holder_id, s.facets
  FROM audit.staging s JOIN audit.detail d ON d.entry_id = s.id WHERE facets ->> 'action' = $1 ORDER BY at`;

interface StagedRow {
  readonly id: string;
  readonly kind: string;
  readonly bundle: string | null;
  readonly detail: Buffer;
  readonly wrapped_key: Buffer;
  readonly holder_level: string;
  readonly holder_id: string;
  readonly facets: Record<string, unknown>;
}

const PLACE_FACTS = `SELECT encode(name, 'hex') AS name, text::json AS fact FROM audit.place_fact`;

async function placeFactsIn(admin: pg.Client): Promise<ReadonlyMap<string, Json>> {
  const { rows } = await admin.query<{ name: string; fact: Json }>(PLACE_FACTS);
  return new Map(rows.map(({ name, fact }) => [name, fact]));
}

function toEntry(row: StagedRow, placeFacts: ReadonlyMap<string, Json>): Entry {
  const { id, kind, bundle, detail: sealed, wrapped_key: wrappedEntryKey } = row;
  return {
    ...{ id, kind, bundle },
    holder: `${row.holder_level}/${row.holder_id}`,
    index: row.facets,
    open: (key) => openDetail({ sealed, wrappedEntryKey }, key, id).read((name) => placeFacts.get(name)!),
  };
}
