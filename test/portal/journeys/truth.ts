import { expect, it } from '@jest/globals';
import type { World } from '../world.js';

/** A few real pages; that every sentence agrees with the decision point, cell by cell, is `test/truth`'s to show. */
export function truthJourneys(world: World): void {
  it('says what the rules answer now: with the agreement stopped, and after a no to everybody', async () => {
    const said = '/consent/v1/residents/me/directives';
    const yes = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], categories: ['FUNCTION'] };
    const { id } = await world.api('margaret').post<{ id: string }>(said, yes);
    const marsh = world.api('marsh');
    const step = async (name: string): Promise<void> => {
      const { version } = await marsh.get<{ version: number }>('/policy/v1/agreements/D2');
      await marsh.post(`/policy/v1/agreements/D2/${name}`, { reason: 'looked into' }, { ifMatch: `"${version}"` });
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
    const no = await world.api('margaret').post<{ id: string }>(said, { instruction: 'refuse' });
    const margaret = await world.open({ as: 'margaret', js: false });
    const home = await margaret.main();
    expect(home).toContain('Nothing is shared through this service.');
    expect(home).not.toContain('On: you said yes');
    await margaret.click('Sharing with anyone');
    expect(await margaret.main()).toMatch(/Must not have it\s+Anyone\s+What\s+Anything\s+Can have it now\s+Nobody/);
    await world.api('margaret').post(`/consent/v1/directives/${no.id}/lift`, {}, { ifMatch: '"1"' });
  });
}
