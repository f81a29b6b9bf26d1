import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { bootstrapApp, type RunningApp } from '#libs/http';
import { FileMarkStore, hotPool } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { RelayModule } from '../relay.module.js';
import { startSmallPlace, type SmallPlace } from '../testing/small-place.js';
import { SECRET, UnboundDoors } from './faults/unbound-doors.js';
import { ReleaseModule } from './release.module.js';

let place: SmallPlace;
let relay: RunningApp;

beforeAll(async () => {
  place = await startSmallPlace();
  const { config } = place;
  const pool = hotPool(config.DATABASE_URL, 'relay', () => undefined);
  const marks = new FileMarkStore(config.marksFolder);
  @Module({
    imports: [RelayModule.with(config, { pool }, KeyRing.fromFile(config.KEY_FILE), marks), ReleaseModule],
    controllers: [UnboundDoors],
  })
  class WithPlantedDoors {}
  relay = await bootstrapApp(WithPlantedDoors, { name: 'relay', title: 'Relay', description: '', config });
});
afterAll(async () => {
  await relay.stop();
  await place.stop();
});

interface Seen {
  readonly status: number;
  readonly told: boolean;
  /** `not_sent` of the disclosure that was recorded; null where none was. */
  readonly notSent: boolean | null;
}

async function ask(door: string): Promise<Seen> {
  const id = randomUUID();
  const answer = await fetch(`${relay.url}/planted/${door}?id=${id}&resident=${place.resident}`, {
    headers: { authorization: `Bearer ${place.token('pell')}` },
  });
  const told = (await answer.text()).includes(SECRET);
  const { rows } = await place.admin.query<{ not_sent: boolean }>(
    'SELECT not_sent FROM relay.disclosure WHERE id = $1',
    [id],
  );
  return { status: answer.status, told, notSent: rows[0]?.not_sent ?? null };
}

describe('a door that nobody reminded of the second', () => {
  it('answers within it with what was released', async () =>
    expect(await ask('sound')).toEqual({ status: 200, told: true, notSent: false }));

  it('that is slow has its answer dropped, and marked as not sent', async () =>
    expect(await ask('slow')).toEqual({ status: 503, told: false, notSent: true }));

  it('that names no answer gets nothing, and nothing is recorded', async () =>
    expect(await ask('forgetful')).toEqual({ status: 500, told: false, notSent: null }));

  it('that pretends to offer has nothing in its hands', async () =>
    expect(await ask('as-offer')).toMatchObject({ status: 200, told: false }));

  it('that goes around the line cannot take out what was fetched', async () =>
    expect(await ask('around')).toEqual({ status: 200, told: false, notSent: null }));
});
