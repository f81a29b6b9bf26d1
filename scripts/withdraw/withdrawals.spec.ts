import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openModule, type Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { createLog } from '#libs/telemetry';
import { EntryWriter } from '#libs/trail';
import { ConsentConfig } from '../../apps/consent/src/config.js';
import { ConsentModule } from '../../apps/consent/src/consent.module.js';
import { DirectiveStore } from '../../apps/consent/src/directive/directive-store.js';
import { DirectiveTrail } from '../../apps/consent/src/directive/directive-trail.js';
import { FindDirective } from '../../apps/consent/src/directive/find-directive.js';
import { RecordDirective } from '../../apps/consent/src/directive/record-directive.js';
import { ShownDirectives } from '../../apps/consent/src/directive/shown-directives.js';
import { WithdrawConsent } from '../../apps/consent/src/directive/withdraw-consent.js';
import { openParts } from '../../apps/consent/src/open-parts.js';
import { type ConsentPlace, openConsentPlace, settleMargaret } from '../../apps/consent/src/testing/consent-place.js';
import {
  D2,
  type DirectiveDoor,
  directiveDoor,
  forgetWhatWasSaid,
} from '../../apps/consent/src/testing/directive-door.js';
import { newestEntry } from '../../apps/consent/src/testing/newest-entry.js';
import { Withdrawals } from './withdrawals.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
let door: DirectiveDoor;
let config: ConsentConfig;
let withdrawals: Withdrawals;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
  door = directiveDoor(place, margaret);
  config = place.running.app.get(ConsentConfig);
  withdrawals = await Withdrawals.open(config);
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

const given = async (): Promise<string> => (await door.say('margaret', D2)).body['id'] as string;

/** Everything that a withdrawal leaves behind, without its ids and moments. */
async function left(id: string): Promise<object> {
  const { facets, directive, superseded } = await newestEntry(place, margaret.id);
  const { id: _id, startsAt: _startsAt, expiresAt: _expiresAt, recordedAt: _recordedAt, ...said } = directive;
  const events = (await door.events()).map((event) => ({ ...(event as object), directiveId: null }));
  const { rows } = await place.admin.query(
    'SELECT status, version, channel, recorded_by FROM consent.directive WHERE id = $1 ORDER BY version',
    [id],
  );
  return { facets, said, superseded: superseded.map(({ version }) => version), events, rows };
}

/** As a command does that puts the use case together itself, and forgot to tell the other apps (seeded fault). */
async function withdrawByHand(staff: Principal, id: string): Promise<void> {
  const { app } = place.running;
  class Untold extends DirectiveTrail {
    override record(...[tx, entry]: Parameters<DirectiveTrail['record']>): Promise<string> {
      return writer.append(tx, entry);
    }
  }
  const [work, store, writer] = [app.get(UnitOfWork), app.get(DirectiveStore), app.get(EntryWriter)];
  const trail = new Untold(writer, app.get(ShownDirectives));
  const record = new RecordDirective(work, store, trail);
  await new WithdrawConsent(work, store, app.get(FindDirective), record).withdraw(staff, id);
}

const connections = async (): Promise<number | null> =>
  (await place.admin.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'consent-withdraw-hot'")).rowCount;

describe('a withdrawal past the app', () => {
  it('leaves behind what one through its door does', async () => {
    const byDoor = await given();
    await door.withdraw('brandt', byDoor);
    const expected = await left(byDoor);
    await forgetWhatWasSaid(place);

    const id = await given();
    const staff = await withdrawals.staff('brandt');
    const residentId = await withdrawals.byPseudonym('NM-ASC', margaret.asc);
    expect(await withdrawals.bySignIn('margaret')).toBe(residentId);
    expect(await withdrawals.consentsOf(staff, residentId)).toMatchObject([{ id, agreement: 'D2' }]);
    const at = await withdrawals.withdraw(staff, id);
    expect(await left(id)).toEqual(expected);
    expect(await withdrawals.withdraw(staff, id)).toBe(at);
    expect(await withdrawals.consentsOf(staff, residentId)).toEqual([]);

    await forgetWhatWasSaid(place);
    const other = await given();
    await withdrawByHand(staff, other);
    expect(await left(other)).not.toEqual(expected);
  });

  it('is nobody’s who may not record it, and of nobody whom they do not know', async () => {
    await expect(withdrawals.staff('margaret')).rejects.toThrow('no member of staff');
    await expect(withdrawals.staff('nobody')).rejects.toThrow('no member of staff');
    await expect(withdrawals.byPseudonym('NM-ASC', 'nobody')).rejects.toThrow('no such resident');
    const stranger = await withdrawals.staff('beacon');
    await expect(withdrawals.consentsOf(stranger, margaret.id)).rejects.toThrow('no such resident');
    await place.admin.query("UPDATE policy.principal SET status = 'suspended' WHERE subject = 'osei'");
    await expect(withdrawals.staff('osei')).rejects.toThrow('suspended');
  });

  it('is refused at once while the database is away', async () => {
    const away = Object.assign(new ConsentConfig(), config, {
      DATABASE_URL: 'postgres://consent_app@127.0.0.1:1/none',
    });
    await expect(Withdrawals.open(away)).rejects.toThrow('ECONNREFUSED');
  });

  it('waits for nothing that the app does at its start, as the whole app would (seeded fault)', async () => {
    const waiting = async (): Promise<number | null> =>
      (await place.admin.query('SELECT 1 FROM consent.to_index')).rowCount;
    await place.admin.query('INSERT INTO consent.to_index (resident_id) VALUES ($1)', [margaret.id]);
    await (await Withdrawals.open(config)).close();
    expect(await waiting()).toBe(1);
    const log = createLog({ app: 'consent', level: 'silent' });
    await (await openModule(ConsentModule.with(await openParts(config, log)), log)).close();
    expect(await waiting()).toBe(0);
  });

  it('lets go of the database', async () => {
    await withdrawals.staff('brandt');
    expect(await connections()).toBeGreaterThan(0);
    await withdrawals.close();
    while ((await connections()) !== 0);
  });
});
