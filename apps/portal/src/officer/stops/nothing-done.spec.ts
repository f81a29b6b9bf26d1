import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newFormToken } from '../../session/form-token.js';
import type { Session } from '../../session/session.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { startStandInBroker, type StandInBroker } from '#libs/testing';
import { answerAsPolicy, type PlaceNow } from './testing/stand-in-policy.js';

const RUNNING: PlaceNow = { agency: 'active', agreement: { state: 'live', version: 8 }, stopped: [] };
const STOPPED: PlaceNow = {
  agency: 'suspended',
  agreement: { state: 'suspended', version: 8 },
  stopped: ['MEDS'],
};
const D7 = '/officer/agreements/D7';
const POLICIES = '/officer/policies';
/** The rules in force, and others besides. */
const rules = (...states: string[]): PlaceNow => ({
  ...RUNNING,
  rules: ['in-force', ...states].map((state) => ({ state })),
});
const WHY = { reason: 'a leak' };

let place = RUNNING;
let broker: StandInBroker;
let portal: PortalUnderTest;
let session: Session;
beforeAll(async () => {
  broker = await startStandInBroker((asked, response) => answerAsPolicy(place, asked, response));
  portal = await openPortal(broker.url, []);
  session = await portal.signIn({ audience: 'officer', sub: 'marsh', roles: ['ig-lead'] });
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

interface Shown {
  readonly status: number;
  readonly main: string;
}
async function shown(answer: Response): Promise<Shown> {
  const page = await answer.text();
  return { status: answer.status, main: page.slice(page.indexOf('<main'), page.indexOf('</main>')) };
}
/** From a second window: how it is by now is `as`. */
async function send(path: string, fields: Record<string, string>, as: PlaceNow): Promise<Shown> {
  place = as;
  return shown(await portal.send(path, { _form: newFormToken(session.content), ...fields }, session));
}
async function look(path: string, as: PlaceNow): Promise<Shown> {
  place = as;
  return shown(await portal.get(path, session));
}

describe('a form of a stop that is sent where it is so already', () => {
  it.each([
    ['an agency', '/officer/stops/agency', { what: 'REACH', ...WHY }, STOPPED, '/officer/stops'],
    ['an agency, taken back', '/officer/stops/agency/REACH', WHY, RUNNING, '/officer/stops'],
    ['a kind of information', '/officer/stops/category', { what: 'MEDS', ...WHY }, STOPPED, '/officer/stops'],
    ['a kind of information, taken back', '/officer/stops/category/MEDS', {}, RUNNING, '/officer/stops'],
    ['an agreement', `${D7}/stop`, { version: '"7"', ...WHY }, STOPPED, D7],
    ['an agreement, taken back up', `${D7}/resume`, { version: '"7"', ...WHY }, RUNNING, D7],
  ])('says so and offers no form that can do nothing: %s', async (_what, path, fields, as, see) => {
    const { status, main } = await send(path, fields, as);
    expect([status, main.includes('<form'), main.includes(`href="${see}"`)]).toEqual([409, false, true]);
    expect(main).toContain('It was so already');
    expect(main).toContain('Nothing was changed');
    // Of no reason is it said that it was not kept, where none was asked for.
    expect(main.includes('The reason that you typed')).toBe('reason' in fields);
  });

  it('or where there are no rules to go back to', async () => {
    const { status, main } = await send('/officer/policies/rollback', WHY, RUNNING);
    expect([status, main.includes('<form'), main.includes('href="/officer/policies"')]).toEqual([409, false, true]);
    expect(main).toContain('nothing to go back to');
  });

  it.each([
    ['stop', 'expired'],
    ['stop', 'draft'],
    ['resume', 'expired'],
  ])('or can never be so: %s of an agreement that is %s', async (way, state) => {
    const sent = await send(
      `${D7}/${way}`,
      { version: '"7"', ...WHY },
      { ...RUNNING, agreement: { state, version: 8 } },
    );
    expect([sent.status, sent.main.includes('<form')]).toEqual([409, false]);
    expect(sent.main).toContain('Not in force: D7 Respite');
  });

  it('else compares the two, to be sent again', async () => {
    const { status, main } = await send(`${D7}/resume`, { version: '"6"', ...WHY }, STOPPED);
    expect([status, main.includes('<form')]).toEqual([409, true]);
    expect(main).toContain('Compare the two');
  });
});

describe('a form of a stop that can do nothing', () => {
  it.each([
    ['/officer/stops/category/MEDS', RUNNING, 'Not stopped: Medicines', '/officer/stops'],
    ['/officer/stops/agency/REACH', RUNNING, 'Not stopped: Reach', '/officer/stops'],
    [`${D7}/resume`, RUNNING, 'Not stopped: D7 Respite', D7],
    [`${D7}/stop`, STOPPED, 'Stopped already: D7 Respite', D7],
    [`${D7}/stop`, { ...RUNNING, agreement: { state: 'draft', version: 1 } }, 'Not in force: D7 Respite', D7],
    [
      `${D7}/resume`,
      { ...STOPPED, agreement: { ...STOPPED.agreement, expiresAt: '2020-01-01T00:00:00Z' } },
      'Not in force: D7 Respite',
      D7,
    ],
    ['/officer/policies/rollback', RUNNING, 'No other rules were in force before these', POLICIES],
    ['/officer/policies/rollback', rules('draft', 'failed'), 'No other rules were in force before these', POLICIES],
    [
      '/officer/policies/rollback',
      { ...RUNNING, rules: [{ state: 'in-force' }, { state: 'past', stopped: true }] },
      'No other rules were in force before these',
      POLICIES,
    ],
  ])('is not shown: %s', async (path, as, says, see) => {
    const { status, main } = await look(path, as);
    expect([status, main.includes('<form'), main.includes(`href="${see}"`)]).toEqual([200, false, true]);
    expect(main).toContain(says);
    expect(main).not.toContain('you typed');
  });

  it.each([
    ['/officer/stops/category/MEDS', STOPPED],
    ['/officer/stops/agency/REACH', STOPPED],
    [`${D7}/resume`, STOPPED],
    [`${D7}/stop`, RUNNING],
    [`${D7}/stop`, { ...RUNNING, agreement: { state: 'under-review', version: 3 } }],
    ['/officer/policies/rollback', rules('past')],
    ['/officer/policies/rollback', rules('draft', 'approved')],
  ])('and is shown where it can do something: %s', async (path, as) => {
    const { status, main } = await look(path, as);
    expect([status, main.includes('<form')]).toEqual([200, true]);
  });
});

it.each([
  [RUNNING, false],
  [rules('draft'), false],
  [rules('past'), true],
])('Policies lead to a roll back only where there is something before: %j', async (as, leads) => {
  const { status, main } = await look(POLICIES, as);
  expect([status, main.includes(`href="${POLICIES}/rollback"`)]).toEqual([200, leads]);
});

describe('rules to put in force, found by their address', () => {
  const approve = (at: number): string => `${POLICIES}/${String(at).repeat(64)}/approve`;

  it.each([
    [0, rules(), 'These rules are in force already.'],
    [1, rules('draft'), 'These rules were not checked yet. Check them first.'],
    [1, rules('failed'), 'The newest check of these rules failed.'],
    [1, { ...RUNNING, rules: [{ state: 'in-force' }, { state: 'past', stopped: true }] }, 'These rules are stopped.'],
  ])('say at once why they cannot be: %d of %j', async (at, as, says) => {
    const { status, main } = await look(approve(at), as);
    expect([status, main.includes('<form'), main.includes(says)]).toEqual([200, false, true]);
  });

  it.each([
    [1, rules('checked')],
    [1, rules('past')],
    // That calls off what is to come.
    [0, rules('approved')],
  ])('and are asked about where they can be: %d of %j', async (at, as) => {
    const { status, main } = await look(approve(at), as);
    expect([status, main.includes('<form')]).toEqual([200, true]);
  });
});
