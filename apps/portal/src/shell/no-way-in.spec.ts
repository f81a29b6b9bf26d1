import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import type { Person } from '../session/session.js';
import { openPortal, type PortalUnderTest } from '../testing/portal-under-test.js';
import { Tab } from '../testing/tab.js';
import { WAY_BACK_ALONE } from './faults/way-back-alone.js';

const PEOPLE: readonly Person[] = [
  { audience: 'resident', sub: 'margaret' },
  { audience: 'officer', sub: 'marsh', roles: ['ig-lead'] },
];

let broker: StandInBroker;
let portal: PortalUnderTest;
beforeAll(async () => {
  // The place still loads, nobody has linked them, or they are suspended: the APIs tell none from another.
  broker = await startStandInBroker((_asked, response) => sendProblem(response, 403, 'forbidden'));
  portal = await openPortal(broker.url, []);
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/** Whether a page leads to nothing but the address that it is an answer to. */
function leadsInACircle(main: string, path: string): boolean {
  const ways = [...main.matchAll(/(?:href|action)="([^"]+)"/g)].map(([, to]) => to);
  return ways.every((to) => to === path);
}

describe.each(PEOPLE)('a $audience whose home is refused', (person) => {
  const home = `/${person.audience}`;

  it('is told whom to ring, and may sign out', async () => {
    const tab = new Tab(portal, await portal.signIn(person));
    await tab.open(`${home}?again=1`);
    expect(tab.status).toBe(403);
    expect(tab.main).toContain('With this sign-in there is nothing that we can show you.');
    expect(tab.main).toMatch(/Call [^.]+\. We are open/);
    expect([leadsInACircle(tab.main, home), tab.main.includes(`href="${home}"`)]).toEqual([false, false]);
    const { status } = await tab.send();
    expect([status, (await portal.store.find(tab.session.id))?.content.person]).toEqual([303, undefined]);
  });
});

describe('a page that is refused', () => {
  it('leads whoever has a home there', async () => {
    const tab = new Tab(
      portal,
      await portal.signIn({ audience: 'practitioner', sub: 'pell', id: 'p1', agency: 'REACH' }),
    );
    await tab.open('/officer');
    expect([tab.status, tab.main.includes('href="/practitioner"')]).toEqual([403, true]);
    expect(tab.main).toContain('action="/sign-out"');
  });

  it('would send whoever has none round in a circle (seeded fault)', () =>
    expect(leadsInACircle(WAY_BACK_ALONE, '/resident')).toBe(true));
});
