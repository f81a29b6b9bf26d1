import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyRing, sealEntry, type KeyHolder } from '#libs/sealing';
import { sequenceBatch } from '../sequencing/sequence-batch.js';
import { AuditPool } from '../storage/audit-pool.js';
import { openLogFixture, type LogFixture } from '../testing/log-fixture.js';
import { EntryReader, KeyReader } from '#libs/trail';
import { OpenEntryDetail } from './open-entry-detail.js';

const ring = KeyRing.fromJson(KeyRing.generate());
const practitioner: KeyHolder = { level: 'practitioner', id: 'p-1' };
const place: KeyHolder = { level: 'place', id: 'place' };
let fixture: LogFixture;
let details: OpenEntryDetail;

beforeAll(async () => {
  fixture = await openLogFixture();
  const pool = new AuditPool(fixture.app);
  details = new OpenEntryDetail(pool, new KeyReader(ring), new EntryReader());
});
afterAll(() => fixture.close());

async function append(holder: KeyHolder, holderKey: Buffer): Promise<string> {
  const index = { action: 'lookup', outcome: 'deny', categories: [] };
  const entry = sealEntry({ kind: 'search', bundle: null, detail: { why: 'nobody found' }, holder, holderKey, index });
  await fixture.app.query('SELECT audit.append_v1($1::jsonb)', [JSON.stringify(entry)]);
  return entry.id;
}

/** As every writer does: offer a fresh key, use the one that is stored. */
async function practitionerKey(): Promise<Buffer> {
  const sql = 'SELECT audit.practitioner_key_v1($1, $2) AS key';
  const { wrapped } = ring.newDataKey(practitioner);
  return ring.unwrapKey((await fixture.app.query<{ key: Buffer }>(sql, ['p-1', wrapped])).rows[0]!.key, practitioner);
}

const open = { detail: { why: 'nobody found' }, detailState: 'open' };

describe('the detail of an entry', () => {
  it("opens with the place's key, before and after it is sequenced", async () => {
    const id = await append(place, ring.placeKey('place'));
    expect(await details.open(id)).toEqual(open);
    await sequenceBatch(fixture.app, fixture.signer, { limit: 10 });
    expect(await details.open(id)).toEqual(open);
  });

  it("opens with a practitioner's key until that is erased", async () => {
    const id = await append(practitioner, await practitionerKey());
    expect(await practitionerKey()).toEqual(await practitionerKey());
    expect(await details.open(id)).toEqual(open);
    await fixture.admin.query('DELETE FROM audit.practitioner_key');
    expect(await details.open(id)).toEqual({ detail: null, detailState: 'erased' });
    await practitionerKey();
    expect(await details.open(id)).toEqual({ detail: null, detailState: 'unreadable' });
  });

  it('of nobody, or of a resident without a key, is erased', async () => {
    expect(await details.open(randomUUID())).toEqual({ detail: null, detailState: 'erased' });
    const id = await append({ level: 'resident', id: randomUUID() }, ring.placeKey('other'));
    expect(await details.open(id)).toEqual({ detail: null, detailState: 'erased' });
  });
});
