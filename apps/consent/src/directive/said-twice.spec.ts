import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import { D2, type DirectiveDoor, directiveDoor, forgetWhatWasSaid } from '../testing/directive-door.js';
import { waiting } from '../testing/waiting.js';
import { AgreementBounds } from './agreement-bounds.js';
import { DoesNotWait } from './faults/does-not-wait.js';
import { RecordDirective } from './record-directive.js';
import { RecordStop } from './record-stop.js';
import { ShownDirectives } from './shown-directives.js';

const STOPS = [
  { instruction: 'refuse', recipients: ['HARBOUR'] },
  { instruction: 'refuse', agreement: 'D2' },
  { instruction: 'object', agreement: 'D2' },
  { instruction: 'refuse', recipients: ['HARBOUR', 'NM-ASC'], expiresAt: '2099-01-01T00:00:00Z' },
];

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
  door = directiveDoor(place, margaret);
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

const say = (body: object, as = 'margaret'): Promise<Answer> => door.say(as, body);

describe('a no that its resident says twice', () => {
  it.each(STOPS)('is one, with the time of the first: %j', async (stop) => {
    const first = await say(stop);
    const again = await say(stop);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await door.events()).toHaveLength(1);
  });

  it('is one also when both come at once, with a key each', async () => {
    const keyed = (): Promise<Answer> =>
      place.send('POST', '/v1/residents/me/directives', {
        ...{ as: 'margaret', body: STOPS[2] },
        headers: { 'idempotency-key': randomUUID() },
      });
    await Promise.all([keyed(), keyed(), keyed()]);
    expect(await door.list('margaret')).toHaveLength(1);
  });

  it('is the one that was agreed to, where it was', async () => {
    const { id } = (await say(STOPS[2]!)).body;
    await place.send('POST', `/v1/directives/${String(id)}/uphold`, { as: 'marsh' });
    expect((await say(STOPS[2]!)).body).toMatchObject({ id, status: 'Objected' });
  });

  it('ends what was said yes to in between', async () => {
    const { id } = (await say(STOPS[1]!)).body;
    await say(D2);
    const { body } = await say(STOPS[1]!);
    expect(body['id']).not.toBe(id);
    expect(await door.list('margaret')).toMatchObject([{ id: body['id'], status: 'ConsentRefused' }]);
  });

  it('is one also when staff write it down whose list shows it', async () => {
    const first = await say(STOPS[0]!);
    expect((await say({ ...STOPS[0], channel: 'phone' }, 'brandt')).body).toEqual(first.body);
  });

  it.each([
    ['staff whose list does not show it', { instruction: 'object', sources: ['NM-GP'] }, 'margaret', 'varga'],
    ['whoever holds her phone', { instruction: 'refuse', recipients: ['BEACON'] }, 'brandt', 'margaret'],
  ])('is told by nothing to %s, and the first stands', async (_who, stop, one, other) => {
    const by = (as: string) => say(as === 'margaret' ? stop : { ...stop, channel: 'phone' }, as);
    const [first, again] = [(await by(one)).body, (await by(other)).body];
    expect([again['id'] === first['id'], again['channel'] === first['channel']]).toEqual([false, false]);
    expect(Date.parse(String(again['startsAt']))).toBeGreaterThan(Date.parse(String(first['startsAt'])));
    const { rows } = await place.admin.query('SELECT 1 FROM consent.directive WHERE superseded_at IS NULL');
    expect(rows).toHaveLength(2);
  });

  it('is one where a part of the first is not told: two alike would tell that there is more', async () => {
    const hides = { instruction: 'refuse', categories: ['MEDS', 'DOMESTICABUSE'], channel: 'phone' };
    const { id } = (await say(hides, 'brandt')).body;
    const again = (await say({ instruction: 'refuse', categories: ['MEDS'] })).body;
    expect(again).toMatchObject({ id, channel: 'phone', categories: ['MEDS'] });
    expect(await door.list('margaret')).toHaveLength(1);
  });
});

describe('a no that is said again while the first one is being taken back', () => {
  /** How many stand once both are through; whoever takes the first back has written it, and commits last. */
  async function standing(again: () => Promise<unknown>): Promise<number> {
    const { id } = (await say(STOPS[1]!)).body;
    const other = await place.admin.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT fence.announce_v1($1, $2)', [randomUUID(), [`resident:${margaret.id}`]]);
      await other.query('UPDATE consent.resident SET deceased_at = deceased_at WHERE id = $1', [margaret.id]);
      await other.query('UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE id = $1', [id]);
      let answered = false;
      const answer = again().finally(() => (answered = true));
      while (!answered && (await waiting(place)) === 0) await after(5);
      await other.query('COMMIT');
      await answer;
    } finally {
      other.release();
    }
    return (await door.list('margaret')).length;
  }

  it('is recorded anew', async () => {
    expect(await standing(() => say(STOPS[1]!))).toBe(1);
  });

  it('would be lost if it did not wait for that (seeded fault)', async () => {
    const { app } = place.running;
    const hasty = new RecordStop(
      app.get(UnitOfWork),
      new DoesNotWait(),
      app.get(AgreementBounds),
      app.get(RecordDirective),
      app.get(ShownDirectives),
    );
    const scope = { sources: null, recipients: null, categories: null, purposes: null, agreement: 'D2' };
    const { id: residentId } = margaret;
    const stop = { id: randomUUID(), residentId, kind: 'refuse' as const, scope, expiresAt: null };
    const resident = { kind: 'resident', id: residentId, residentId } as Principal;
    const again = (): Promise<unknown> => hasty.record(resident, { ...stop, channel: 'online', highHarm: true });
    expect(await standing(again)).toBe(0);
  });
});
