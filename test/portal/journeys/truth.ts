import { expect, it } from '@jest/globals';
import type { World } from '../world.js';
import { directivesOf } from './directives.js';

/** A few real pages; that every sentence agrees with the decision point, cell by cell, is `test/truth`'s to show. */
export function truthJourneys(world: World): void {
  it('says what the rules answer now: with the agreement stopped, and after a no to everybody', async () => {
    const { giveD2, say } = directivesOf(world);
    const id = await giveD2();
    const marsh = world.api('marsh');
    const step = async (name: 'suspend' | 'resume'): Promise<void> => {
      const path = { id: 'D2' };
      const { version } = await marsh.get('/api/policy/v1/agreements/{id}', { path });
      const given = { path, header: { 'If-Match': `"${version}"` }, body: { reason: 'looked into' } };
      await marsh.post(`/api/policy/v1/agreements/{id}/${name}`, given);
    };
    await step('suspend');
    try {
      const margaret = await world.open({ as: 'margaret', at: `/resident/choices/${id}`, js: false });
      expect(await margaret.main()).toContain('You said yes, but it is not shared now');
      expect(await margaret.main()).toMatch(/Can have it now\s+Nobody/);
      expect(await margaret.main()).toContain('Their agreement is not in force');
    } finally {
      await step('resume');
    }
    const no = await say({ instruction: 'refuse' });
    const margaret = await world.open({ as: 'margaret', js: false });
    const home = await margaret.main();
    expect(home).toContain('Nothing is shared through this service.');
    expect(home).not.toContain('On: you said yes');
    await margaret.click('Sharing with anyone');
    expect(await margaret.main()).toMatch(/Must not have it\s+Anyone\s+What\s+Anything\s+Can have it now\s+Nobody/);
    const lifted = { path: { id: no }, header: { 'If-Match': '"1"' } };
    await world.api('margaret').post('/api/consent/v1/directives/{id}/lift', lifted);
  });
}
