import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SealedEntry } from '#libs/sealing';
import { createLog, HttpMetrics } from '#libs/telemetry';
import type { DataKey } from './data-key.js';
import { EntryWriter } from './entry-writer.js';
import { FORGIVING, MadeAnew } from './faults/made-anew.js';
import { ThrowsForAll } from './faults/throws-for-all.js';
import { WrongController } from './faults/wrong-controller.js';
import { EntryReader } from './entry-reader.js';
import { KeyReader } from './key-reader.js';
import { holderAt, type Keys, nameOf } from './keys.js';
import { unreadableKeyAlarm } from './unreadable-key-alarm.js';
import { openTrailPlace, type TrailPlace } from './testing/trail-place.js';

const [ACUTE, ASC, REACH] = ['NM-ACUTE', 'NM-ASC', 'REACH'] as const;

let place: TrailPlace;
let reader: KeyReader;
beforeAll(async () => {
  place = await openTrailPlace('audit_app');
  reader = new KeyReader(place.ring);
});
afterAll(() => place.close());

const at = (residentId: string, ...controllers: string[]): Promise<Keys> =>
  reader.ofHoldings(
    place.app,
    controllers.map((controller) => ({ residentId, controller })),
  );
const rows = async (residentId: string): Promise<number> =>
  (await place.admin.query('SELECT 1 FROM consent.controller_key WHERE resident_id = $1', [residentId])).rowCount!;
const opens = (key: DataKey, sealed: Buffer): boolean => key.state === 'held' && key.open(sealed, 'x') === 'said';

describe('a key of a resident at a controller', () => {
  it('is made once, whoever comes first: all who ask at the same moment get the same', async () => {
    const id = await place.resident();
    const all = await Promise.all(Array.from({ length: 8 }, () => at(id, ACUTE, ASC)));
    const first = all[0]!.at(id, ACUTE);
    const sealed = first.state === 'held' ? first.seal('said', 'x') : Buffer.alloc(0);
    expect(all.map((keys) => opens(keys.at(id, ACUTE), sealed))).toEqual(all.map(() => true));
    expect(await rows(id)).toBe(2);
    expect(() => opens(all[0]!.at(id, ASC), sealed)).toThrow('does not open');
    expect(() => opens(all[0]!.ofResident(id), sealed)).toThrow('does not open');
  });

  it('is not made by whoever only reads, nor for somebody whom the place does not hold (any more)', async () => {
    const [known, erased] = [await place.resident(), await place.resident()];
    await place.erase(erased);
    expect((await reader.ofResidents(place.app, [known], [ACUTE])).at(known, ACUTE)).toEqual({ state: 'none' });
    expect((await at(erased, ACUTE)).at(erased, ACUTE)).toEqual({ state: 'none' });
    expect(await rows(known)).toBe(0);
    await expect(reader.ofResident(place.app, erased)).resolves.toEqual({ state: 'none' });
  });

  it('stays erased, whatever is asked', async () => {
    const id = await place.resident();
    await at(id, ACUTE, ASC);
    await place.eraseAt(id, ACUTE);
    const stateAt = async (by: KeyReader): Promise<string> =>
      (await by.ofHoldings(place.app, [{ residentId: id, controller: ACUTE }])).at(id, ACUTE).state;
    expect(await stateAt(reader)).toBe('erased');
    expect((await at(id, ASC)).at(id, ASC).state).toBe('held');

    // A reader that is wrong alone does not get one: the tombstone stands. Both wrong would.
    expect(await stateAt(new MadeAnew(place.ring))).toBe('erased');
    const name = `'consent.keep_controller_keys_v1(jsonb)'::regprocedure`;
    const { text } = (await place.admin.query<{ text: string }>(`SELECT pg_get_functiondef(${name}) AS text`)).rows[0]!;
    expect(text).toContain(FORGIVING[0]);
    await place.admin.query(text.replace(...FORGIVING));
    expect(await stateAt(new MadeAnew(place.ring))).toBe('held');
    await place.admin.query(text);
  });
});

/** Entries about a record of each of two agencies, asked for by a third; what an erasure by one of them leaves of each. */
async function leftOf(keysOf: (keys: Keys, id: string) => Keys): Promise<string[]> {
  const id = await place.resident();
  const read = await at(id, ACUTE, ASC, REACH);
  const writer = new EntryWriter(reader);
  const entries = [ACUTE, ASC, null].map((source) =>
    writer.sealWith(keysOf(read, id).forEntry(id, source), {
      kind: 'disclosure',
      detail: { asked: 'of it' },
      index: { action: 'read', outcome: 'permit', categories: ['MEDS'], residentId: id },
    }),
  );
  const [first, ...others] = entries;
  await writer.append(place.app, first!, ...others);
  await place.eraseAt(id, ACUTE);
  const holders = entries.map(({ keyHolder }) => keyHolder);
  const now = await reader.ofHolders(place.app, holders);
  const opened = await new EntryReader().open(
    place.app,
    entries.map((entry, index) => ({ ...rowOf(entry), key: now.of(holders[index]!) })),
  );
  return opened.map(({ state }) => state);
}

const rowOf = ({ id: entryId, detail, wrappedKey }: Pick<SealedEntry, 'id' | 'detail' | 'wrappedKey'>) => ({
  ...{ entryId, sealed: Buffer.from(detail, 'base64'), wrappedEntryKey: Buffer.from(wrappedKey, 'base64') },
});

describe('an entry', () => {
  it('is held by the controller whose record it is about: an erasure by one shreds nobody else’s evidence', async () => {
    expect(await leftOf((keys) => keys)).toEqual(['erased', 'open', 'open']);
  });

  it('would be seen to outlive its controller, or to go with another’s, held by the wrong one', async () => {
    const wrong = (asker: string) => (keys: Keys, id: string) => {
      const holders = [ACUTE, ASC, REACH, null].map((controller) => holderAt(id, controller));
      return new WrongController(new Map(holders.map((holder) => [nameOf(holder), keys.of(holder)])), asker);
    };
    expect(await leftOf(wrong(REACH))).toEqual(['open', 'open', 'open']);
    expect(await leftOf(wrong(ACUTE))).toEqual(['erased', 'erased', 'erased']);
  });

  it('is the place’s to keep about a source that has sent nothing, or has erased them', async () => {
    const id = await place.resident();
    await at(id, ASC);
    await place.eraseAt(id, ASC);
    const keys = await reader.ofResidents(place.app, [id], [ACUTE, ASC]);
    for (const source of [ACUTE, ASC])
      expect(keys.forEntry(id, source)).toMatchObject({ state: 'held', holder: { level: 'resident', id } });
  });
});

describe('a key that cannot be read', () => {
  /** As whoever may make keys can: bytes that are none, for an agency that had sent nothing about them. */
  const plant = (id: string, controller: string, bytes: Buffer): Promise<unknown> =>
    place.app.query('SELECT consent.keep_controller_keys_v1($1::jsonb)', [
      JSON.stringify([{ residentId: id, controller, wrapped: bytes.toString('base64') }]),
    ]);
  const statesAt = async (by: KeyReader, ids: readonly string[]): Promise<string[]> => {
    const keys = await by.ofHoldings(
      place.app,
      ids.map((residentId) => ({ residentId, controller: ACUTE })),
    );
    return ids.map((id) => keys.at(id, ACUTE).state);
  };

  it('stops nobody else, is told without a name, and is neither gone nor made anew', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => place.resident()));
    await plant(ids[2]!, ACUTE, randomBytes(60));
    const lines: string[] = [];
    const log = createLog({ app: 'trail', level: 'warn', destination: { write: (text) => void lines.push(text) } });
    const metrics = new HttpMetrics('trail');
    const told = new KeyReader(place.ring, unreadableKeyAlarm(metrics, log));
    expect(await statesAt(told, ids)).toEqual(['held', 'held', 'unreadable', 'held', 'held', 'held']);
    // Made anew by whoever takes it for one that is missing: the row stands.
    expect((await statesAt(new MadeAnew(place.ring), ids))[2]).toBe('unreadable');
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({
        msg: expect.stringContaining('cannot be read'),
        keyLevel: 'resident',
        controller: ACUTE,
      }),
    );
    expect(lines.filter((line) => ids.some((id) => line.includes(id)))).toEqual([]);
    expect(await metrics.registry.metrics()).toMatch(/keys_unreadable_total\S* [1-9]/);

    await expect(statesAt(new ThrowsForAll(place.ring), ids)).rejects.toThrow('does not open');
  });

  it('leaves what was asked of its source with the place, and says of what it holds that it cannot be read', async () => {
    const id = await place.resident();
    const writer = new EntryWriter(reader);
    const write = async (): Promise<string> => {
      const keys = await reader.ofResidents(place.app, [id], [ACUTE]);
      const { keyHolder, ...entry } = writer.sealWith(keys.forEntry(id, ACUTE), {
        kind: 'disclosure',
        detail: { asked: 'of it' },
        index: { action: 'read', outcome: 'deny', categories: ['MEDS'], residentId: id },
      });
      if (keyHolder.id !== id) await junk(id);
      const now = (await reader.ofHolders(place.app, [keyHolder])).of(keyHolder);
      const [opened] = await new EntryReader().open(place.app, [{ ...rowOf(entry), key: now }]);
      return opened!.state;
    };
    await at(id, ACUTE);
    expect([await write(), await write()]).toEqual(['unreadable', 'open']);
  });

  const junk = (id: string): Promise<unknown> =>
    place.admin.query('UPDATE consent.controller_key SET wrapped_key = $2 WHERE resident_id = $1', [
      id,
      randomBytes(60),
    ]);

  it('is taken from nobody unless it is as long as one', async () => {
    const id = await place.resident();
    await expect(plant(id, ASC, randomBytes(59))).rejects.toThrow('a_wrapped_key');
    expect(await rows(id)).toBe(0);
    const bounded = `ALTER TABLE consent.controller_key ADD CONSTRAINT a_wrapped_key CHECK (octet_length(wrapped_key) = 60) NOT VALID`;
    await place.admin.query('ALTER TABLE consent.controller_key DROP CONSTRAINT a_wrapped_key');
    await plant(id, ASC, randomBytes(59));
    expect(await rows(id)).toBe(1);
    await place.admin.query(bounded);
  });
});
