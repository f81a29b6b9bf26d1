import { expect, it } from '@jest/globals';
import type { relay } from '#libs/client';
import { until } from '../../../scripts/demo/until.js';
import { MARGARET } from '../hidden-events.js';
import type { World } from '../world.js';
import { directivesOf, lapseSessions } from './directives.js';

/** Stopping one thing: what it says of what was opened before, on a small slow telephone, and beside a newer yes. */
export function stoppingJourneys(world: World): void {
  const { consents, giveD2 } = directivesOf(world);
  const pseudonymOf = (system: string): Promise<string> => world.pseudonymAt(system, MARGARET);

  it('sees after stopping who had opened what, and what they answer', async () => {
    const harbour = world.api('harbour');
    const id = await giveD2();
    // D2 leaves diagnoses out, so of what she can do only listed words pass, and no sentence (ADR 17).
    const activities = [{ activity: 'walking indoors', level: 'with a frame' }];
    const body = { heading: 'Functional state', mobility: 'Uses a frame', activities };
    const resident = await pseudonymOf('nm-asc');
    const record = { resident, sourceId: 'portal-function', sourceVersion: 1, category: 'FUNCTION', body } as const;
    await world.api('nm-asc').post('/api/relay/v1/records', { body: record });
    let after = '';
    await until('HARBOUR has opened it', async () => {
      const feed = await harbour.get('/api/relay/v1/deliveries', { query: { after } });
      after = feed.next;
      if (feed.deliveries.length === 0) return undefined;
      const asked = { deliveries: feed.deliveries.map((one) => one.id) };
      const { openings } = await harbour.post('/api/relay/v1/deliveries/open', { body: asked });
      return openings.some(({ outcome }) => outcome === 'permit') || undefined;
    });

    const margaret = await world.open({ as: 'margaret', at: `/resident/choices/${id}`, width: 320, js: false });
    expect(await margaret.main()).toContain('The computer of Harbour Homes opened: Moving about and daily life');
    await margaret.click('Stop sharing');
    await margaret.click('Stop sharing');
    const stopped = margaret.path;
    const recalled = await until('the recall is there', async () => {
      const { recalls } = await harbour.get('/api/relay/v1/recalls');
      return recalls.find(({ answers }) => answers.length === 0);
    });
    const answer = (body: relay.RecallAnswerDto) =>
      harbour.post('/api/relay/v1/recalls/{id}/answers', { path: { id: recalled.id }, body });
    await answer({ answer: 'received' });
    await answer({ answer: 'kept', reason: 'The works are not finished.', keptUntil: '2027-03-01' });
    await margaret.click('Look again');
    expect(margaret.path).toBe(stopped);
    const said = await margaret.main();
    expect(said).toMatch(/No more went out by this yes after \d\d:\d\d:\d\d\./);
    expect(said).toMatch(/Harbour Homes opened \d+ items? before that/);
    expect(said).not.toContain('we have your message');
    expect(said).toMatch(
      /Harbour Homes said on [^:]+: we must keep it until 1 March 2027\. Their reason: .?The works are not finished\./,
    );
  });

  it('stops in three actions from a link at 320 px, 400 %, on slow 3G, without script, its sign-in lost midway', async () => {
    const at = `/resident/choices/${await giveD2()}`;
    const phone = { width: 320, zoom: 4, js: false, slow: true };
    const margaret = await world.open({ as: 'margaret', at, byHand: true, ...phone });
    await margaret.click('Stop sharing');
    await lapseSessions(world);
    await margaret.click('Stop sharing');
    await margaret.signInAgain();
    expect(margaret.path).toBe(`${at}/stop`);
    await margaret.click('Stop sharing');
    expect(await margaret.heading()).toBe('You have stopped sharing');
    expect(margaret.actions).toBeLessThanOrEqual(3);
    expect((await consents()).filter(({ status }) => status === 'ConsentGiven')).toEqual([]);
  });

  it('is told that it goes on where she stops on a page from before a newer yes', async () => {
    const older = await giveD2();
    const margaret = await world.open({ as: 'margaret', at: `/resident/choices/${older}/stop`, js: false });
    const newer = await giveD2();
    await margaret.click('Stop sharing');
    expect([margaret.status, await margaret.heading()]).toEqual([409, 'It has not stopped: you said yes again']);
    await margaret.goto(`/resident/choices/${newer}/stop`);
    await margaret.click('Stop sharing');
    expect(await margaret.heading()).toBe('You have stopped sharing');
    // What was replaced has its page still, and what was opened by it stays to be found.
    await margaret.goto('/resident');
    await margaret.click('See what was replaced or taken back');
    expect(await margaret.main()).toContain('Something newer replaced it');
    await margaret.goto(`/resident/choices/${older}`);
    await margaret.click('See who had opened what');
    expect(await margaret.heading()).toBe('This yes does not count any more');
  });
}
