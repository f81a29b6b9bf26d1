import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { withoutKey } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import { type DirectiveDoor, directiveDoor, forgetWhatWasSaid } from '../testing/directive-door.js';
import { waiting } from '../testing/waiting.js';
import { AgreementBounds } from './agreement-bounds.js';
import { ConsentRules } from './consent-rules.js';
import { DoesNotWait } from './faults/does-not-wait.js';
import { GiveConsent } from './give-consent.js';
import { RecordDirective } from './record-directive.js';
import { ShownDirectives } from './shown-directives.js';

const SCOPE = { sources: null, recipients: ['HARBOUR'], categories: null, purposes: null, agreement: 'D2' };
const YES = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'] };

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

/** Whose statuses stand once both are through, who began while nobody could write. */
async function standing(...both: (() => Promise<unknown>)[]): Promise<string[]> {
  const other = await place.admin.connect();
  try {
    await other.query('BEGIN');
    await other.query('UPDATE consent.resident SET deceased_at = deceased_at WHERE id = $1', [margaret.id]);
    const answers: Promise<unknown>[] = [];
    for (const ask of both) {
      answers.push(ask());
      while ((await waiting(place)) < answers.length) await after(5);
    }
    await other.query('COMMIT');
    await Promise.all(answers);
  } finally {
    other.release();
  }
  return (await door.list('margaret')).map(({ status }) => String(status)).sort();
}

const yes = (): Promise<unknown> => door.say('margaret', YES);

describe('a yes from two windows at the same moment', () => {
  it('is one, so that taking it back ends the sharing', async () => {
    expect(await standing(yes, yes)).toEqual(['ConsentGiven']);
  });

  it.each([
    ['of the same words', { instruction: 'refuse', agreement: 'D2', recipients: ['HARBOUR'], channel: 'phone' }, []],
    ['that is wider', { instruction: 'refuse', recipients: ['HARBOUR'], channel: 'phone' }, ['ConsentRefused']],
    [
      'that objects',
      { instruction: 'object', recipients: ['HARBOUR'], channel: 'phone' },
      ['ObjectionPendingHighHarm'],
    ],
  ])('never stands beside a no %s', async (_how, no, stays) => {
    const said = (): Promise<unknown> => door.say('brandt', no);
    expect(await standing(said, yes)).toEqual(stays.length > 0 ? stays : ['ConsentGiven']);
    await forgetWhatWasSaid(place);
    const [status] = await standing(yes, said);
    expect(status).toBe(stays[0] ?? 'ConsentRefused');
  });

  it('would be two, and stand beside a no, if it did not wait (seeded fault)', async () => {
    const { app } = place.running;
    const [store, shown] = [new DoesNotWait(), app.get(ShownDirectives)];
    const rules = new ConsentRules(app.get(AgreementBounds), store, shown);
    const hasty = new GiveConsent(app.get(UnitOfWork), store, rules, app.get(RecordDirective), shown);
    const resident = { kind: 'resident', id: margaret.id, residentId: margaret.id, agency: null, roles: [] } as never;
    const again = (): Promise<unknown> =>
      hasty.give(resident, { id: randomUUID(), residentId: margaret.id, scope: SCOPE, expiresAt: null }, withoutKey);
    expect(await standing(again, again)).toEqual(['ConsentGiven', 'ConsentGiven']);
    await forgetWhatWasSaid(place);
    const no = (): Promise<unknown> => door.say('margaret', { instruction: 'refuse', recipients: ['HARBOUR'] });
    expect(await standing(no, again)).toEqual(['ConsentGiven', 'ConsentRefused']);
  });
});
