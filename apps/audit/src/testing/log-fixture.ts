import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '#libs/domain';
import { FileMarkStore, type MarkStore, notifyAfterCommit } from '#libs/persistence';
import { KeyRing, PlaceFact } from '#libs/sealing';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { generateSignerKey, parseSigner, type NoteSigner } from '#libs/tlog';
import { EntryWriter, KeepPlaceFacts } from '#libs/trail';
import pg from 'pg';
import { sampleEntry } from './sample-entry.js';

/** A database of its own with a log of its own, for specs. */
export interface LogFixture {
  readonly database: TestDatabase;
  /** Signed in as the superuser: what a tamperer has. */
  readonly admin: pg.Pool;
  /** Signed in as audit_app. */
  readonly app: pg.Pool;
  readonly signerKey: string;
  readonly signer: NoteSigner;
  /** The restart-proof store that the database was joined to. */
  readonly marks: MarkStore;
  readonly marksFolder: string;
  /** Stages so many random entries as relay_app; returns their ids in order. */
  append(count: number, facets?: Record<string, unknown>): Promise<string[]>;
  /** As the relay stores them, each with an entry. */
  keepPlaceFacts(...documents: Json[]): Promise<void>;
  close(): Promise<void>;
}

export async function openLogFixture(): Promise<LogFixture> {
  const database = await createTestDatabase();
  const open = (url: string): pg.Pool => {
    const pool = new pg.Pool({ connectionString: url, max: 6 });
    // Specs end sessions under the pool's feet.
    pool.on('error', () => undefined);
    return pool;
  };
  const [admin, app, relay] = [database.adminUrl, database.urlFor('audit_app'), database.urlFor('relay_app')].map(open);
  const signerKey = generateSignerKey('log.example/northmere');
  const marksFolder = mkdtempSync(join(tmpdir(), 'marks-of-log-'));
  const marks = new FileMarkStore(marksFolder);
  const { rows } = await admin!.query<{ incarnation: string }>('SELECT incarnation FROM fence.standing');
  await marks.found(rows[0]!.incarnation);
  return {
    database,
    admin: admin!,
    app: app!,
    signerKey,
    signer: parseSigner(signerKey),
    marks,
    marksFolder,
    append: async (count, facets) => {
      const entries = Array.from({ length: count }, () => sampleEntry({}, facets));
      await relay!.query('SELECT audit.append_v1(e) FROM unnest($1::jsonb[]) AS e', [
        entries.map((e) => JSON.stringify(e)),
      ]);
      notifyAfterCommit(relay!, 'audit.staging');
      return entries.map((entry) => entry.id);
    },
    keepPlaceFacts: (...documents) =>
      new KeepPlaceFacts(EntryWriter.with(KeyRing.fromJson(KeyRing.generate()))).keep(relay!, [
        { incarnation: rows[0]!.incarnation, facts: documents.map((document) => PlaceFact.of(document)) },
      ]),
    close: async () => {
      await Promise.all([admin!.end(), app!.end(), relay!.end()]);
      await Promise.all([database.drop(), marks.close()]);
      rmSync(marksFolder, { recursive: true });
    },
  };
}

/** Asks again every 20 ms, for at most `ms`, until the answer is true. */
export async function eventually(what: string, ask: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const until = Date.now() + ms;
  while (!(await ask())) {
    if (Date.now() > until) throw new Error(`did not happen within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
