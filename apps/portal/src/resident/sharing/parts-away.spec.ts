import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Session } from '../../session/session.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import { answered, D1, D2, directive, look, sharingOf } from '../testing/town.js';

let broker: StandInBroker;
let portal: PortalUnderTest;
let margaret: Session;
/** The app that does not answer. */
let away: 'audit' | 'consent' | 'policy' | undefined;
const BODIES: readonly (readonly [path: RegExp, body: object])[] = [
  [/\/agencies$/, { items: [{ code: 'REACH', name: 'Reach Reablement CIC' }], next: null }],
  [/\/sharing$/, sharingOf(answered(D1, null), answered(D2, null))],
  [/\/agreements$/, { asOf: '2026-11-22T10:00:00.000Z', items: [D1, D2] }],
  [/\/directives$/, { items: [directive()], next: null }],
  [/\/history$/, { items: [look()], next: null }],
];

beforeAll(async () => {
  broker = await startStandInBroker(({ url }, response) => {
    const path = new URL(url, 'http://x').pathname;
    if (away !== undefined && path.startsWith(`/api/${away}/`)) return sendProblem(response, 503, 'unavailable');
    const [, body] = BODIES.find(([pattern]) => pattern.test(path))!;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  portal = await openPortal(broker.url, []);
  margaret = await portal.signIn({ audience: 'resident', sub: 'margaret' });
});
beforeEach(() => (away = undefined));
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/** The text of a page's main part, and its status. */
async function told(path: string): Promise<string> {
  const answer = await portal.get(path, margaret);
  const page = await answer.text();
  const main = page.slice(page.indexOf('<main'), page.indexOf('</main>'));
  return `${answer.status} ${main.replaceAll(/<[^>]*>/g, ' ')}`.replaceAll(/\s+/g, ' ');
}

describe('what cannot be asked', () => {
  it('is said to be unknown at home, beside what is known', async () => {
    const without = async (app: typeof away): Promise<string> => {
      away = app;
      return told('/resident');
    };
    const [whole, noPolicy] = [await without(undefined), await without('policy')];
    const [noConsent, noAudit] = [await without('consent'), await without('audit')];
    expect(whole).toContain('2 things are shared now');
    expect(whole).not.toMatch(/cannot (see|reach)/);
    expect(noPolicy).toMatch(/We cannot see now what is shared\..* D2 Stop/);
    expect(noConsent).toMatch(/We cannot see now what is shared\..*Discharge On: you were not asked/);
    expect(noAudit).toMatch(/2 things are shared now.*We cannot see now who has looked\./);
    for (const text of [noPolicy, noConsent, noAudit]) expect(text).toContain('200 Your sharing');
    for (const text of [noPolicy, noConsent]) expect(text).not.toMatch(/Nothing (is shared|asks)/);
    expect(noAudit).not.toContain('No one has');
  });

  it('is not said to be nothing in the history', async () => {
    expect(await told('/resident/looks')).toContain('Reablement lead at Reach Reablement CIC looked at: Medicines');
    away = 'audit';
    expect(await told('/resident/looks')).toMatch(/We cannot see this now\./);
    expect(await told('/resident/looks')).not.toContain('No one has looked');
    away = 'policy';
    expect(await told('/resident/looks?agency=REACH')).toContain('Reablement lead at REACH looked at: Medicines');
  });
});

describe('what is shared under an agreement', () => {
  it('stands on a page of its own, of theirs alone', async () => {
    expect(await told('/resident/agreements/D1/shared')).toMatch(/Who can have it: Discharge.*You can object Object/);
    const [none, odd] = [await told('/resident/agreements/D9/shared'), await told('/resident/agreements/D_1/shared')];
    expect(none).toContain('404 Page not found');
    expect(odd).toBe(none);
  });
});
