import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KeyHolder } from '#libs/sealing';
import { type EntryAbout, EntryWriter } from './entry-writer.js';
import { KeptKeys } from './faults/kept-keys.js';
import { PlaceHoldsAll } from './faults/place-holds-all.js';
import { KeyReader } from './key-reader.js';
import { EntryReader, type OpenedEntry, type SealedRow } from './entry-reader.js';
import { openTrailPlace, type TrailPlace } from './testing/trail-place.js';

let place: TrailPlace;
let keys: KeyReader;
let writer: EntryWriter;
beforeAll(async () => {
  place = await openTrailPlace('audit_app');
  keys = new KeyReader(place.ring);
  writer = new EntryWriter(keys);
});
afterAll(() => place.close());

const about = (residentId: string | null): EntryAbout => ({
  kind: 'search',
  residentId,
  detail: { why: 'duty desk' },
  index: { action: 'list-entries', outcome: 'permit', categories: [] },
});

interface Staged extends KeyHolder {
  readonly sealed: Buffer;
  readonly wrappedEntryKey: Buffer;
}
async function staged(id: string): Promise<Staged[]> {
  const sql = `SELECT holder_level AS level, holder_id AS id, d.sealed, wrapped_key AS "wrappedEntryKey"
    FROM audit.staging JOIN audit.detail d ON d.entry_id = id WHERE id = $1`;
  return (await place.admin.query<Staged>(sql, [id])).rows;
}

const opened = async (row: SealedRow): Promise<OpenedEntry> => (await new EntryReader().open(place.app, [row]))[0]!;

/** Writes an entry about somebody and erases them: what is left of it. */
async function leftOf(written: EntryWriter, reading: KeyReader = keys): Promise<string> {
  const residentId = await place.resident();
  await reading.ofResident(place.app, residentId);
  const entry = await written.seal(place.app, about(residentId));
  await written.append(place.app, entry);
  await place.erase(residentId);
  const [row] = await staged(entry.id);
  const key = row!.level === 'resident' ? await reading.ofResident(place.app, row!.id) : keys.ofPlace();
  return (await opened({ ...row!, entryId: entry.id, key })).state;
}

describe('an entry', () => {
  it('is held by whom it is about, and by the place where that is nobody, or nobody any more', async () => {
    const [known, erased] = [await place.resident(), await place.resident()];
    await place.erase(erased);
    const holders = [];
    for (const residentId of [known, erased, null]) {
      const entry = await writer.seal(place.app, about(residentId));
      await writer.append(place.app, entry);
      const [row] = await staged(entry.id);
      holders.push([row!.level, row!.id]);
      const holder = { level: row!.level, id: row!.id };
      const key = (await keys.ofHolders(place.app, [holder])).of(holder);
      const sealed = { ...row!, key };
      expect(await opened({ ...sealed, entryId: entry.id })).toEqual({ state: 'open', detail: { why: 'duty desk' } });
      expect(await opened({ ...sealed, entryId: 'another' })).toEqual({ state: 'unreadable' });
    }
    expect(holders).toEqual([
      ['resident', known],
      ['place', 'place'],
      ['place', 'place'],
    ]);
  });

  it('is erased with its holder, at once', async () => {
    expect(await leftOf(writer)).toBe('erased');
  });

  it('would be found to outlive them, held by the place or by a key that was kept', async () => {
    expect(await leftOf(new PlaceHoldsAll(keys))).toBe('open');
    const kept = new KeptKeys(place.ring);
    expect(await leftOf(new EntryWriter(kept), kept)).toBe('open');
  });

  it('is appended with the others of its statement, or not at all; the time is that of the last', async () => {
    const entries = [await writer.seal(place.app, about(null)), await writer.seal(place.app, about(null))] as const;
    const at = await writer.append(place.app, ...entries);
    const sql = 'SELECT at = $2::timestamptz AS same FROM audit.staging WHERE id = $1';
    expect((await place.admin.query(sql, [entries[1].id, at])).rows).toEqual([{ same: true }]);
    const another = await writer.seal(place.app, about(null));
    await expect(writer.append(place.app, another, entries[0])).rejects.toMatchObject({ code: '23505' });
    expect(await staged(another.id)).toEqual([]);
  });
});
