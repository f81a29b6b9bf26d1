import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { Tab } from '../../testing/tab.js';
import { type Asked, sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import type { Directive } from './known-sharing.js';

const HALE = 'a'.repeat(26);
const TOLD = `/practitioner/people/${HALE}/told`;
const WORKER = { audience: 'practitioner' as const, sub: 'brandt', id: 'p2', agency: 'HARBOUR', roles: ['surveyor'] };
const D2 = {
  ...{ id: 'D2', title: 'Adaptations', purpose: 'HOUSADAPT', mode: 'EXPLICIT', state: 'live' },
  ...{ parties: [{ source: 'NM-ASC', recipient: 'HARBOUR' }], categories: ['FUNCTION', 'EQUIPMENT'] },
  recipientRoles: ['surveyor'],
};
const yes = (id: string, change: Partial<Directive> = {}): Directive => ({
  ...{ id, version: 1, status: 'ConsentGiven', expiresAt: null, sources: null, recipients: ['HARBOUR'] },
  ...{ categories: ['FUNCTION', 'EQUIPMENT'], purposes: null, agreement: 'D2' },
  ...change,
});

let broker: StandInBroker;
let portal: PortalUnderTest;
let tab: Tab;
/** What the resident says between the portal's look and what it sends. */
let meanwhile: (() => void) | undefined;
/** What is in force, as the worker's list shows it. */
let given: Directive[];
beforeAll(async () => {
  broker = await startStandInBroker((asked, response) => answerAsConsent(asked, response));
  portal = await openPortal(broker.url, []);
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});
beforeEach(async () => {
  given = [yes('c1')];
  meanwhile = undefined;
  broker.asked.length = 0;
  tab = new Tab(portal, await portal.signIn(WORKER));
});

/** A consent that something newer replaced, and one of another version, are refused as the consent app does it. */
function answerAsConsent({ method, url, headers }: Asked, response: ServerResponse): void {
  const path = new URL(url, 'http://x').pathname;
  const json = (body: object): void =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  if (method === 'GET') {
    const items = path.endsWith('/directives') ? given : path.endsWith('/agreements') ? [D2] : [];
    return json({ items, next: null });
  }
  meanwhile?.();
  meanwhile = undefined;
  const current = given.find(({ id }) => path.includes(`/directives/${id}`));
  if (!current) return sendProblem(response, 409, 'conflict', { code: 'directive-replaced' });
  if (method === 'PATCH' && headers['if-match'] !== `"${current.version}"`) {
    return sendProblem(response, 412, 'version-conflict', { code: 'version-conflict' });
  }
  given = given.filter((one) => one !== current);
  return json({ id: current.id, effectiveAt: '2026-11-22T14:03:02.000001Z' });
}

const changes = (): string[] =>
  broker.asked
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url, body }) => `${method} ${url} ${body}`.trim());
/** Answers the questions from the first one on. */
async function answer(...answers: readonly string[]): Promise<void> {
  await tab.open(TOLD);
  for (const one of answers) await tab.submit({ answer: one });
}
/** Presses the page's one button to go on. */
async function goOn(): Promise<void> {
  expect(tab.main).toContain(`action="${TOLD}/which"`);
  const [, one] = /<button [^>]*value="([^"]+)"[^>]*name="answer"/.exec(tab.main)!;
  await tab.submit({ answer: one! });
}

describe('a stop that a newer yes overtakes', () => {
  async function toCheck(): Promise<void> {
    await answer('stop', 'c1');
    expect(tab.path).toBe(`${TOLD}/check`);
    expect(tab.main).toContain('All that they said yes to in it ends with this');
  }

  it('is told that it has not been stopped, and goes on to the newer one', async () => {
    await toCheck();
    meanwhile = () => void (given = [yes('c2', { categories: null })]);
    await tab.submit();
    expect(tab.status).toBe(409);
    expect(tab.main).toContain('It has not been stopped.');
    expect(tab.main).not.toContain('They do not say yes to it any more');
    await goOn();
    expect(tab.path).toBe(`${TOLD}/check`);
    // Asked before it is sent: the newer yes may be what they want.
    expect(changes()).toEqual(['POST /api/consent/v1/directives/c1/withdraw?resident=' + HALE]);
    expect(tab.main).toContain('Adaptations');
    expect((await tab.submit()).path).toBe(`${TOLD}/done`);
    expect(changes()).toHaveLength(2);
    expect(changes()[1]).toBe('POST /api/consent/v1/directives/c2/withdraw?resident=' + HALE);
    expect(tab.main).toContain('also what these pages do not show');
  });

  it.each([
    ['a part of it', [yes('c2', { categories: ['EQUIPMENT'] })], true],
    ['something else', [yes('c2', { agreement: 'D1' })], false],
  ])('is told, where it is done, of another yes that still counts: for %s', async (_what, others, isSaid) => {
    await toCheck();
    given = [...given, ...others];
    expect((await tab.submit()).path).toBe(`${TOLD}/done`);
    expect(tab.main.includes('That yes still counts.')).toBe(isSaid);
    expect(given).toEqual(others);
  });

  it('is told so before it is sent, too, and as often as it happens', async () => {
    await toCheck();
    given = [yes('c2')];
    await tab.open(`${TOLD}/check`);
    expect([tab.status, tab.main.includes('It has not been stopped.')]).toEqual([200, true]);
    await goOn();
    given = [yes('c3')];
    await tab.submit();
    await goOn();
    await tab.submit();
    expect(changes().at(-1)).toBe('POST /api/consent/v1/directives/c3/withdraw?resident=' + HALE);
    expect(given).toEqual([]);
  });

  it('can still be recorded where a no came first', async () => {
    await toCheck();
    given = [];
    await tab.open(`${TOLD}/check`);
    expect(tab.main).toContain('Adaptations');
    expect(tab.main).toContain('Record it now');
  });
});

describe('a narrowing that is overtaken', () => {
  beforeEach(async () => {
    await answer('narrow', 'c1', 'EQUIPMENT');
    expect(tab.path).toBe(`${TOLD}/check`);
  });

  it.each([
    ['another yes', yes('c2'), 'you have not changed it'],
    ['another version', yes('c1', { version: 2 }), 'It is not as you saw it'],
  ])('by %s goes on with it, with what was chosen kept', async (_what, newer, says) => {
    meanwhile = () => void (given = [newer]);
    await tab.submit();
    expect(tab.status).toBe(409);
    expect(tab.main).toContain(says);
    await goOn();
    expect(tab.path).toBe(`${TOLD}/part`);
    expect(tab.main).toMatch(/value="EQUIPMENT" checked/);
    await tab.submit();
    expect((await tab.submit()).path).toBe(`${TOLD}/done`);
    expect(changes().at(-1)).toBe(`PATCH /api/consent/v1/directives/${newer.id} {"categories":["FUNCTION"]}`);
    expect(tab.main).toContain('also for those whom these pages do not show.');
  });

  it('by the end of it says so, and by nothing else', async () => {
    given = [];
    await tab.open(`${TOLD}/check`);
    expect(tab.main).toContain('They do not say yes to it any more');
    expect(tab.main).not.toContain('/told/which"');
    expect(changes()).toEqual([]);
  });
});
