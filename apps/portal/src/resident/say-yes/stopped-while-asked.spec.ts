import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import { journeyPages } from '../../shell/journey/journey-pages.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { Tab } from '../../testing/tab.js';
import { answered, D2, directive, sharingOf } from '../testing/town.js';
import { DeafWhileStopped } from './faults/deaf-while-stopped.js';

const D2_STOPPED = answered(D2, 'agreement-not-live', { standing: 'suspended', touches: false });
const OFFER = '/resident/agreements/D2';
const DONE = `/resident/choices/${directive().id}/done`;

let broker: StandInBroker;
let portal: PortalUnderTest;
let margaret: Tab;
let isStopped: boolean;
/** Stopped after the portal looked, so that consent refuses the yes. */
let isStoppedAtTheEnd: boolean;

beforeAll(async () => {
  broker = await startStandInBroker(({ method, url }, response) => {
    const path = new URL(url, 'http://x').pathname;
    const json = (body: object): void =>
      void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (method === 'POST' && path.endsWith('/directives')) {
      if (isStoppedAtTheEnd) return sendProblem(response, 409, 'conflict', { code: 'agreement-not-live' });
      return json({ id: directive().id });
    }
    if (path.endsWith('/sharing')) return json(sharingOf(isStopped ? D2_STOPPED : answered(D2, 'needs-consent')));
    if (path.endsWith('/agreements')) return json({ asOf: '2026-11-22T10:00:00.000Z', items: isStopped ? [] : [D2] });
    if (path.endsWith(directive().id)) return json(directive({ status: 'ConsentRefused' }));
    json({ items: [], next: null });
  });
  portal = await openPortal(broker.url, [journeyPages(new DeafWhileStopped())]);
});
beforeEach(async () => {
  broker.asked.length = 0;
  [isStopped, isStoppedAtTheEnd] = [false, false];
  margaret = new Tab(portal, await portal.signIn({ audience: 'resident', sub: 'margaret' }));
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

const said = (): unknown[] =>
  broker.asked
    .filter(({ method, url }) => method === 'POST' && url.endsWith('/directives'))
    .map(({ body }) => JSON.parse(body) as unknown);

/** On the check page, with everything answered; then an officer stops the agreement. */
async function atTheCheck(offer = OFFER): Promise<void> {
  await margaret.open(`${offer}/what`);
  await margaret.submit({ categories: ['FUNCTION'] });
  await margaret.submit({ recipients: ['HARBOUR'] });
  await margaret.submit({ length: 'm3' });
  await margaret.open(`${offer}/check`);
  expect(margaret.main).toContain('Check your answers');
  isStopped = true;
}

describe('an agreement that is stopped while its resident is asked', () => {
  const NO = { instruction: 'refuse', agreement: 'D2', recipients: ['HARBOUR'], categories: ['FUNCTION'] };

  it('takes the no of the check page as it was chosen', async () => {
    await atTheCheck();
    await margaret.submit({ answer: 'no' });
    expect([margaret.path, said()]).toEqual([DONE, [NO]]);
  });

  it('would drop it where there is nothing to answer any more (seeded fault)', async () => {
    await atTheCheck('/resident/deaf/agreements/D2');
    await margaret.submit({ answer: 'no' });
    expect([margaret.status, said()]).toEqual([409, []]);
  });

  it('takes no yes, says so, and leads to a no', async () => {
    await atTheCheck();
    await margaret.submit({ answer: 'yes' });
    expect([margaret.status, said()]).toEqual([409, []]);
    expect(margaret.main).toContain('Your yes was not recorded, and nothing is shared.');
    expect(margaret.main).toContain(`href="${OFFER}/no"`);
  });

  it('says the same where it was stopped at the very end', async () => {
    await atTheCheck();
    [isStopped, isStoppedAtTheEnd] = [false, true];
    await margaret.submit({ answer: 'yes' });
    expect([margaret.status, margaret.main.includes('Your yes was not recorded')]).toEqual([409, true]);
  });

  it.each(['', '/what', '/check'])('says so to whoever looks at it, and that a no is kept: %s', async (page) => {
    await atTheCheck();
    await margaret.open(`${OFFER}${page}`);
    expect(margaret.status).toBe(200);
    expect(margaret.main).toContain('Stopped for now: Adaptations');
    expect(margaret.main).toContain('Your no is kept for when it goes on.');
  });

  it('takes a no to all of it in advance', async () => {
    isStopped = true;
    await margaret.open(`${OFFER}/no`);
    expect([margaret.status, margaret.main.includes('is kept for when it goes on')]).toEqual([200, true]);
    await margaret.submit();
    expect([margaret.path, said()]).toEqual([DONE, [{ instruction: 'refuse', agreement: 'D2' }]]);
  });

  it('can still name its agencies in a no to whatever they ask', async () => {
    isStopped = true;
    await margaret.open('/resident/refuse');
    await margaret.submit({ recipients: 'HARBOUR' });
    await margaret.submit({ categories: 'all' });
    await margaret.submit({ answer: 'yes' });
    expect(said()).toEqual([{ instruction: 'refuse', recipients: ['HARBOUR'], categories: null }]);
  });

  it('goes on where it was when it is taken up again', async () => {
    await atTheCheck();
    await margaret.open(`${OFFER}/check`);
    isStopped = false;
    await margaret.open(`${OFFER}/check`);
    expect(margaret.main).toContain('Check your answers');
    expect(margaret.main).toContain('name="recipients" value="HARBOUR"');
  });

  it('stays one that nobody may tell from none where it is not theirs', async () => {
    isStopped = true;
    for (const path of ['/resident/agreements/D9', '/resident/agreements/D9/no', '/resident/agreements/D9/check'])
      expect((await margaret.open(path)).status).toBe(404);
  });
});
