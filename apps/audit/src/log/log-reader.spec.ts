import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  checkConsistency,
  checkTlogProof,
  consistencyProof,
  decodeBundle,
  leafHash,
  openCheckpoint,
  treeRoot,
  type Checkpoint,
} from '#libs/tlog';
import { sequenceBatch } from '../sequencing/sequence-batch.js';
import { AuditPool } from '../storage/audit-pool.js';
import { openLogFixture, type LogFixture } from '../testing/log-fixture.js';
import { LogReader } from './log-reader.js';
import { LogSigner } from './log-signer.js';
import { ProveEntry } from './prove-entry.js';

let fixture: LogFixture;
let log: LogReader;
let prove: ProveEntry;
const ids: string[] = [];

/** 600 entries in uneven batches: two full tiles, a partial one, a level above. */
beforeAll(async () => {
  fixture = await openLogFixture();
  const pool = new AuditPool(fixture.app);
  log = new LogReader(pool);
  prove = new ProveEntry(pool, log, new LogSigner(fixture.signer));
  for (const batch of [1, 255, 1, 200, 143]) {
    await fixture.append(batch);
    await sequenceBatch(fixture.app, fixture.signer, { limit: 1_000 });
  }
  const { rows } = await fixture.app.query<{ id: string }>('SELECT id FROM audit.entry ORDER BY idx');
  ids.push(...rows.map((row) => row.id));
});
afterAll(() => fixture.close());

describe('the log in PostgreSQL', () => {
  it.each([0, 1, 255, 256, 257, 511, 512, 599])('proves entry %d under the newest checkpoint', async (index) => {
    const proved = await prove.prove(ids[index]!);
    const { rows } = await fixture.app.query<{ leaf: Buffer }>('SELECT leaf FROM audit.entry WHERE idx = $1', [index]);
    expect(proved?.state).toBe('proved');
    const { checkpoint } = checkTlogProof(rows[0]!.leaf, (proved as { proof: string }).proof, fixture.signer);
    expect(checkpoint.size).toBe(600);
  });

  it('extends each checkpoint that it ever signed', async () => {
    const { rows } = await fixture.app.query<{ note: string }>('SELECT note FROM audit.checkpoint ORDER BY size');
    const heads = rows.map((row): Checkpoint => openCheckpoint(row.note, fixture.signer));
    expect(heads.map((head) => head.size)).toEqual([1, 256, 257, 457, 600]);
    for (const older of heads) {
      const proof = await log.compute((source) => consistencyProof(source, older.size, 600));
      expect(() => checkConsistency(older, heads.at(-1)!, proof)).not.toThrow();
      expect((await log.compute((source) => treeRoot(source, older.size))).equals(older.root)).toBe(true);
    }
  });

  it('serves partial tiles as prefixes of what they became, and bundles that hash to them', async () => {
    const full = (await log.tile(0, 0, 256))!;
    expect(await log.tile(0, 0, 100)).toEqual(full.subarray(0, 3200));
    expect(decodeBundle((await log.bundle(0, 256))!).map(leafHash)).toEqual(
      Array.from({ length: 256 }, (_, at) => full.subarray(at * 32, at * 32 + 32)),
    );
    expect(await log.bundle(2, 88)).toBeDefined();
    expect(await log.bundle(2, 89)).toBeUndefined();
    expect(await log.tile(1, 0, 3)).toBeUndefined();
    expect(await log.tile(1, 0, 2)).toHaveLength(64);
  });

  it('knows nothing of an entry that never was', async () => {
    expect(await prove.prove(crypto.randomUUID())).toBeUndefined();
  });
});
