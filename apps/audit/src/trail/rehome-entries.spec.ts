import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyRing, type SealedEntry } from '#libs/sealing';
import { createLog } from '#libs/telemetry';
import { EntryReader, EntryWriter, KeyReader } from '#libs/trail';
import { OpenEntryDetail } from '../entry/open-entry-detail.js';
import { TO_REHOME } from '../migrations/1765800000000-rehome-entries.js';
import { sequenceBatch } from '../sequencing/sequence-batch.js';
import { AuditPool } from '../storage/audit-pool.js';
import { checkLog } from '../testing/check-log.js';
import { eventually, type LogFixture, openLogFixture } from '../testing/log-fixture.js';
import { RehomeEntries } from './rehome-entries.js';

const ring = KeyRing.fromJson(KeyRing.generate());
const keys = new KeyReader(ring);
const writer = new EntryWriter(keys);
const [ACUTE, ASC] = ['NM-ACUTE', 'NM-ASC'] as const;

let fixture: LogFixture;
let details: OpenEntryDetail;
const written: string[] = [];
beforeAll(async () => {
  fixture = await openLogFixture();
  details = new OpenEntryDetail(new AuditPool(fixture.app), keys, new EntryReader());
});
afterAll(() => fixture.close());

let margaret: string;
/** Entries of one resident, as the release before wrote them: what the place's key of them holds is all of it. */
let entries: Record<'acute' | 'asc' | 'asked' | 'said', string>;
beforeEach(async () => {
  margaret = await resident();
  const [acute, asc, asked, said] = [
    await write('disclosure', ACUTE),
    await write('disclosure', ASC),
    await write('decision', ACUTE),
    await write('directive', undefined),
  ];
  entries = { acute, asc, asked, said };
});

async function resident(): Promise<string> {
  const id = randomUUID();
  const { wrapped } = keys.newResident(id);
  const sql = `INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ($1, '\\x00', '{}')`;
  await fixture.admin.query(sql, [id]);
  await fixture.admin.query('INSERT INTO consent.resident_key VALUES ($1, $2)', [id, wrapped]);
  return id;
}

async function write(kind: SealedEntry['kind'], sourceAgency: string | undefined): Promise<string> {
  const index = { action: 'read', outcome: 'permit', categories: ['MEDS'], residentId: margaret };
  const entry = await writer.seal(fixture.app, {
    ...{ kind, residentId: margaret, detail: { of: sourceAgency ?? 'herself' } },
    index: { ...index, ...(sourceAgency && { sourceAgency }) },
  });
  await writer.append(fixture.app, entry);
  written.push(entry.id);
  return entry.id;
}

const sequence = async (): Promise<void> => void (await sequenceBatch(fixture.app, fixture.signer, { limit: 100 }));
const migrated = (): Promise<unknown> =>
  fixture.admin.query(`INSERT INTO audit.to_rehome ${TO_REHOME} ON CONFLICT DO NOTHING`);
/** Returns what the log warns of. */
async function moved(): Promise<string[]> {
  const lines: string[] = [];
  const log = createLog({ app: 'audit', level: 'warn', destination: { write: (text) => void lines.push(text) } });
  const rehoming = new RehomeEntries(new AuditPool(fixture.app), keys, log);
  rehoming.onApplicationBootstrap();
  await rehoming.finished();
  return lines;
}
async function holders(): Promise<Record<string, string>> {
  const sql = 'SELECT entry_id AS id, holder_id AS holder FROM audit.entry_key WHERE entry_id = ANY ($1)';
  const { rows } = await fixture.admin.query<{ id: string; holder: string }>(sql, [Object.values(entries)]);
  const byId = new Map(rows.map(({ id, holder }) => [id, holder.replace(margaret, 'margaret')]));
  return Object.fromEntries(Object.entries(entries).map(([name, id]) => [name, byId.get(id)!]));
}
async function states(): Promise<Record<string, string>> {
  const read = Object.entries(entries).map(async ([name, id]) => [name, (await details.open(id)).detailState] as const);
  return Object.fromEntries(await Promise.all(read));
}
const OPEN = { acute: 'open', asc: 'open', asked: 'open', said: 'open' };
const AT_PLACE = { acute: 'margaret', asc: 'margaret', asked: 'margaret', said: 'margaret' };
const MOVED = { acute: `margaret/${ACUTE}`, asc: `margaret/${ASC}`, asked: `margaret/${ACUTE}`, said: 'margaret' };

describe('entries that the key at the place held', () => {
  it('are held by the controller whose record they are about; log and proofs are as they were', async () => {
    await sequence();
    await migrated();
    expect([await holders(), await states()]).toEqual([AT_PLACE, OPEN]);
    const log = 'SELECT e.leaf, d.sealed FROM audit.entry e JOIN audit.detail d ON d.entry_id = e.id ORDER BY e.idx';
    const before = (await fixture.admin.query(log)).rows;
    await moved();
    expect([await holders(), await states()]).toEqual([MOVED, OPEN]);
    expect((await fixture.admin.query(log)).rows).toEqual(before);
    expect(await checkLog(fixture.admin, fixture.signer, written)).toEqual([]);
  });

  it('go with their controller alone, and every proof remains', async () => {
    await sequence();
    await migrated();
    await moved();
    await fixture.admin.query(
      'UPDATE consent.controller_key SET wrapped_key = NULL, erased_at = now() WHERE resident_id = $1 AND controller = $2',
      [margaret, ACUTE],
    );
    expect(await states()).toEqual({ ...OPEN, acute: 'erased', asked: 'erased' });
    expect(await checkLog(fixture.admin, fixture.signer, written)).toEqual([]);
  });

  it('wait while they are staged, and are moved once they are sequenced', async () => {
    await migrated();
    const moving = moved();
    expect(await states()).toEqual(OPEN);
    await sequence();
    await moving;
    expect([await holders(), await states()]).toEqual([MOVED, OPEN]);
  });

  it.each([
    ['EXECUTE ON FUNCTION consent.keep_controller_keys_v1(jsonb)'],
    ['EXECUTE ON FUNCTION audit.rehome_v1(jsonb)'],
    ['DELETE ON audit.to_rehome'],
  ])('are none moved or all, where a batch is cut at %s; the next goes on', async (line) => {
    await sequence();
    await migrated();
    await fixture.admin.query(`REVOKE ${line} FROM audit_app`);
    const lines: string[] = [];
    const log = createLog({ app: 'audit', level: 'warn', destination: { write: (text) => void lines.push(text) } });
    const cut = new RehomeEntries(new AuditPool(fixture.app), keys, log);
    cut.onApplicationBootstrap();
    await eventually('it was cut', () => lines.some((text) => text.includes('could not be moved')));
    await cut.beforeApplicationShutdown();
    expect([await holders(), await states()]).toEqual([AT_PLACE, OPEN]);
    await fixture.admin.query(`GRANT ${line} TO audit_app`);
    await moved();
    expect([await holders(), await states()]).toEqual([MOVED, OPEN]);
  });

  it('are moved once by two at the same moment', async () => {
    await sequence();
    await migrated();
    await Promise.all([moved(), moved()]);
    expect([await holders(), await states()]).toEqual([MOVED, OPEN]);
  });

  it('stay where they are, open, while a key cannot be read; the rest moves, and the log says that not all has', async () => {
    await sequence();
    await migrated();
    const planted = 'INSERT INTO consent.controller_key VALUES ($1, $2, $3)';
    await fixture.admin.query(planted, [margaret, ACUTE, randomBytes(60)]);
    const lines = await moved();
    expect([await holders(), await states()]).toEqual([{ ...AT_PLACE, asc: MOVED.asc }, OPEN]);
    expect(lines).toEqual([expect.stringContaining('"stays":2')]);
    expect((await fixture.admin.query('SELECT 1 FROM audit.to_rehome')).rowCount).toBe(2);

    await fixture.admin.query('DELETE FROM consent.controller_key WHERE resident_id = $1 AND controller = $2', [
      margaret,
      ACUTE,
    ]);
    await moved();
    expect([await holders(), await states()]).toEqual([MOVED, OPEN]);
  });

  it('of somebody erased stay closed, and are left', async () => {
    await sequence();
    await migrated();
    await fixture.admin.query('DELETE FROM consent.resident_key WHERE resident_id = $1', [margaret]);
    await fixture.admin.query('DELETE FROM audit.entry_index WHERE entry_id = $1', [entries.asked]);
    await moved();
    expect(Object.values(await states())).toEqual(['erased', 'erased', 'erased', 'erased']);
    expect((await fixture.admin.query('SELECT 1 FROM audit.to_rehome')).rowCount).toBe(0);
  });
});
