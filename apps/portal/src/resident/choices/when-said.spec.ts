import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '../../session/session.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { startStandInBroker, type StandInBroker } from '#libs/testing';
import type { Directive } from '../record/answers.js';
import { answered, D2, directive, sharingOf } from '../testing/town.js';

const SAID = '2026-11-22T09:22:08.100Z';
const CHANGED = '2026-11-22T09:47:11.400Z';
const REPLACED = '2026-11-23T09:00:00.000Z';
const ID = directive().id;
const HERE = `/resident/choices/${ID}`;
const PAGES = ['/resident', '/resident/choices', HERE].concat(
  ['stopped', 'stop', 'lift', 'done', 'receipt'].map((page) => `${HERE}/${page}`),
);
// What is taken back is changed no more.
const STATUSES = ['ConsentGiven', 'ConsentRefused', 'Objected'];

const first = (change: Parameters<typeof directive>[0] = {}): Directive =>
  directive({ startsAt: SAID, recordedAt: SAID, ...change });
/** The same after a change of what is not shown, or of nothing. */
const changed = (one: Directive): Directive => ({ ...one, version: 2, recordedAt: CHANGED });
/** Seeded: the time of it is that of its newest version. */
const moved = (one: Directive): Directive => ({ ...changed(one), startsAt: CHANGED });

let broker: StandInBroker;
let portal: PortalUnderTest;
let margaret: Session;
let said: Directive;
beforeAll(async () => {
  broker = await startStandInBroker(({ url }, response) => {
    const path = new URL(url, 'http://x').pathname;
    const items = path.endsWith('/superseded') === (said.supersededAt !== null) ? [said] : [];
    const list = path.includes('/directives') ? { items, next: null } : { items: [], recalls: [], next: null };
    const one = path.endsWith('/sharing') ? sharingOf(answered(D2, null)) : list;
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify(path.endsWith(`/directives/${ID}`) ? said : one));
  });
  portal = await openPortal(broker.url, []);
  margaret = await portal.signIn({ audience: 'resident', sub: 'margaret' });
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/**
 * What is told: title and main part, without the token of its form. The version that a lift is sent for is no word on the page: the
 * API takes it back, and tells it itself.
 */
async function told(path: string, one: Directive): Promise<string> {
  said = one;
  const answer = await portal.get(path, margaret);
  const page = (await answer.text()).replaceAll(/name="(_form|version)" value="[^"]*"/g, '');
  const main = page.slice(page.indexOf('<main'), page.indexOf('</main>') + 1) || page;
  return `${answer.status} ${answer.headers.get('location')} ${/<title>[^]*<\/title>/.exec(page)?.[0]} ${main}`;
}

/** Pages that are not the same after a change of nothing that they tell. */
async function differing(change: (one: Directive) => Directive, ...those: Directive[]): Promise<string[]> {
  const found: string[] = [];
  for (const one of those)
    for (const page of PAGES)
      if ((await told(page, one)) !== (await told(page, change(one)))) found.push(`${one.status} ${page}`);
  return found;
}

describe('when something was said', () => {
  it('is not told by the time of a change: every page is the same, byte for byte', async () => {
    const those = STATUSES.flatMap((status) => [first({ status }), first({ status, supersededAt: REPLACED })]);
    expect(await differing(changed, ...those)).toEqual([]);
  });

  it('and a page that told it by that would be found (seeded fault)', async () => {
    const found = await differing(moved, first(), first({ status: 'ConsentRefused' }));
    expect(found.sort()).toEqual(
      [
        ...[HERE, `${HERE}/stop`, `${HERE}/done`, `${HERE}/receipt`].map((page) => `ConsentGiven ${page}`),
        ...[HERE, `${HERE}/lift`, `${HERE}/done`, `${HERE}/receipt`].map((page) => `ConsentRefused ${page}`),
      ].sort(),
    );
  });

  it('is when it was said first', async () => {
    for (const page of [HERE, `${HERE}/done`, `${HERE}/stop`]) {
      const text = await told(page, changed(first()));
      expect(text).toContain('22 November 2026 at 09:22:08');
      expect(text).not.toContain('09:47');
    }
  });

  it('and what was stopped tells when it was, rounded up where it is the proof', async () => {
    const withdrawn = first({ status: 'ConsentWithdrawn', version: 3, recordedAt: CHANGED });
    expect(await told(HERE, withdrawn)).toMatch(/Changed on[\s\S]*?22 November 2026 at 09:47:11/);
    expect(await told(`${HERE}/stopped`, withdrawn)).toContain('22 November 2026 at 09:47:12');
  });
});
