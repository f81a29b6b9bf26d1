import { describe, expect, it } from '@jest/globals';
import { postDraft, readDrafts } from '../../../scripts/town/draft-rules.js';
import type { Person } from '../person.js';
import type { World } from '../world.js';

const DRAFTS = readDrafts('demo');
const MEDICINES = DRAFTS['surveyors may see MEDS under D2']![0]!;
/** Checking rules takes seconds, and more while others work on the same machine. */
const PATIENT = 120_000;

/** The officer's part of "it is done when": three officers, each with the work that is theirs. */
export function officerJourneys(world: World): void {
  describe('a privacy officer', () => privacyOfficer(world));
  describe('an information governance lead', () => lead(world));
  describe('a policy author', () => author(world));
}

/** Name of the link to the oldest event on the page: it has long been written into the log. */
async function oldestEvent({ page }: Person): Promise<string> {
  const link = page.getByRole('main').getByRole('rowheader').getByRole('link').last();
  return (await link.innerText()).replaceAll(/\s+/g, ' ').trim();
}

function privacyOfficer(world: World): void {
  it.each([
    [1280, true],
    [320, false],
  ])(
    'goes from the overview to a verified proof of one event in four actions (%i px, script: %s)',
    async (width, js) => {
      const stone = await world.open({ as: 'stone', width, js });
      expect(await stone.heading()).toBe('Overview');
      if (width === 320 && js) await stone.press('Menu');
      await stone.click('Access explorer');
      await stone.click(await oldestEvent(stone));
      expect(await stone.main()).toContain('Why it was decided so');
      await stone.click('Check this proof');
      expect(stone.actions).toBeLessThanOrEqual(4);
      if (js) await stone.page.locator('[data-checked="browser"]').waitFor();
      const said = await stone.main();
      expect(said).toContain('The proof holds: this event stands in the log.');
      expect(said).toContain(js ? 'Checked in your browser just now' : 'Checked by this service just now');
      expect(said).not.toContain(': does not hold');
      await stone.expectHealthy();
    },
  );

  it('is told loudly by the browser when a checkpoint was tampered with', async () => {
    const stone = await world.open({ as: 'stone' });
    await stone.page.route('**/log/checkpoint', async (route) => {
      const text = await (await route.fetch()).text();
      const [origin, size, ...rest] = text.split('\n');
      await route.fulfill({ body: [origin, String(Number(size) + 1), ...rest].join('\n') });
    });
    await stone.goto('/officer/integrity');
    await stone.page.locator('[data-checked="browser"]').waitFor();
    expect(await stone.main()).toContain('The newest checkpoint does not hold. Do not rely on the log: call us now.');
    await stone.expectHealthy();
  });

  it('finds events by filters that stand in the address, and takes each away again', async () => {
    const stone = await world.open({ as: 'stone', js: false });
    await stone.click('Access explorer');
    await stone.page.getByText('Filters', { exact: true }).click();
    await stone.select('Outcome', 'Refused');
    await stone.select('Purpose', 'Changes to the home');
    await stone.click('Show these');
    expect(stone.path).toContain('outcome=deny');
    expect(await stone.main()).not.toContain('Let through\t');
    const sheet = await stone.save('Download this page as a sheet (CSV)');
    expect(sheet.text).toContain('Filters: Outcome: Refused; Purpose: Changes to the home');
    await stone.click('Remove filter Purpose: Changes to the home');
    expect(stone.path).not.toContain('HOUSADAPT');
    expect(stone.path).toContain('outcome=deny');
  });

  it('is told what to do where nothing matches, and what is wrong with a day', async () => {
    const stone = await world.open({ as: 'stone', js: false, width: 320 });
    await stone.goto('/officer/entries?from=2020-01-01&to=2020-01-02');
    expect(await stone.main()).toContain('No events match. Clear a filter');
    await stone.goto('/officer/entries?from=2020-02-31');
    expect(stone.status).toBe(422);
    expect(await stone.main()).toContain('Enter a day of the calendar');
  });

  it('is offered no step that only others may take', async () => {
    const stone = await world.open({ as: 'stone' });
    await stone.click('Agreements');
    await stone.click('D6');
    expect(await stone.main()).not.toContain('Stop this agreement');
    await stone.click('Policies');
    expect(await stone.main()).not.toContain('Write a draft');
    await stone.goto('/officer/policies/new?file=agreements.cedar');
    expect(stone.status).toBe(403);
  });
}

function lead(world: World): void {
  it('stops an agreement on one screen, sees it stopped, and takes it back up', async () => {
    const marsh = await world.open({ as: 'marsh', js: false, width: 320 });
    await marsh.click('Agreements');
    await marsh.click('D6');
    await marsh.click('Stop this agreement');
    await marsh.click('Stop this agreement');
    expect(marsh.status).toBe(422);
    await marsh.fill('Why', 'A breach is being looked into.');
    await marsh.click('Stop this agreement');
    expect(await marsh.heading()).toMatch(/^Agreement D6/);
    expect(await marsh.main()).toContain('Stopped');
    await marsh.goto('/officer');
    expect(await marsh.main()).toMatch(/Stopped now\s+D6/);
    await marsh.goto('/officer/agreements/D6');
    await marsh.click('Take this agreement back up');
    await marsh.fill('Why', 'It was nothing.');
    await marsh.click('Take this agreement back up');
    expect(await marsh.main()).toContain('In force');
  });

  it('is told how it is when somebody else was first, and shown both versions where it can still be done', async () => {
    const change = async (way: 'suspend' | 'resume') => {
      const path = { id: 'D6' };
      const { version } = await world.api('marsh').get('/api/policy/v1/agreements/{id}', { path });
      const given = { path, header: { 'If-Match': `"${version}"` }, body: { reason: 'somebody else' } };
      await world.api('marsh').post(`/api/policy/v1/agreements/{id}/${way}`, given);
    };
    const marsh = await world.open({ as: 'marsh', at: '/officer/agreements/D6/stop' });
    await change('suspend');
    try {
      await marsh.fill('Why', 'A breach is being looked into.');
      await marsh.click('Stop this agreement');
      expect([marsh.status, await marsh.heading()]).toEqual([409, 'It was so already']);
      await marsh.click('See how the agreement stands');
      expect(await marsh.main()).toContain('Stopped');
      await marsh.click('Take this agreement back up');
      await change('resume');
      await change('suspend');
      await marsh.fill('Why', 'It was nothing.');
      await marsh.click('Take this agreement back up');
      expect(marsh.status).toBe(409);
      const said = await marsh.main();
      expect(said).toContain('Someone changed this first');
      expect(said).toMatch(/What you sent[\s\S]+It was nothing\.[\s\S]+How it is now[\s\S]+Stopped/);
    } finally {
      await change('resume');
    }
  });

  it('stops a kind of information everywhere, and takes the stop back', async () => {
    const marsh = await world.open({ as: 'marsh', at: '/officer/stops' });
    await marsh.click('Stop a kind of information');
    await marsh.select('Kind of information', 'Trouble with neighbours');
    await marsh.fill('Why', 'Posted under the wrong heading.');
    await marsh.click('Stop it everywhere');
    expect(await marsh.main()).toContain('Trouble with neighbours');
    const other = await world.open({ as: 'marsh', at: '/officer/stops' });
    for (const window of [marsh, other]) await window.click('Take the stop back Trouble with neighbours');
    await marsh.click('Take the stop back');
    expect(await marsh.main()).toContain('Nothing is stopped.');
    await other.click('Take the stop back');
    expect([other.status, await other.heading()]).toEqual([409, 'It was so already']);
  });

  it(
    'sees what another wrote, puts it in force, and rolls back',
    async () => {
      const changes = DRAFTS['call handlers may see ADAPTATION under D2']!;
      const { hash } = await postDraft(world.town, 'Call handlers, tried', changes);
      const marsh = await world.open({ as: 'marsh', at: `/officer/policies/${hash}` });
      marsh.page.setDefaultTimeout(PATIENT);
      await marsh.click('Difference from the rules in force');
      expect(await marsh.main()).toMatch(/Call handlers would newly see/i);
      await marsh.goto(`/officer/policies/${hash}`);
      await marsh.click('Put these rules in force');
      await marsh.click('Put in force now');
      expect(await marsh.main()).toMatch(/State\s+In force/);
      await marsh.click('Policies');
      await marsh.click('Roll back to the rules before these');
      await marsh.fill('Why', 'Only tried.');
      await marsh.click('Roll back');
      const bundles = await world.api('marsh').get('/api/policy/v1/bundles');
      expect(bundles.items.find(({ inForce }) => inForce)?.hash).not.toBe(hash);
    },
    PATIENT,
  );
}

function author(world: World): void {
  it(
    'goes from a draft to its counterexample in four actions, and may not approve it alone',
    async () => {
      const voss = await world.open({ as: 'voss', js: false });
      voss.page.setDefaultTimeout(PATIENT);
      await voss.click('Policies');
      await voss.click('Change agreements.cedar');
      const text = voss.page.getByLabel('Text of agreements.cedar');
      await text.fill((await text.inputValue()).replace(MEDICINES.find, MEDICINES.replace));
      await voss.fill('Name of the draft', 'Surveyors may see medicines');
      await voss.click('Save and check');
      expect(voss.actions).toBeLessThanOrEqual(4);
      expect(await voss.heading()).toBe('Check of Surveyors may see medicines');
      const said = await voss.main();
      expect(said).toContain('The check failed: these rules cannot be put in force.');
      expect(said).toContain('Varga, Margaret, HOUSADAPT');
      await voss.click('Back');
      const draft = voss.path;
      await voss.goto(`${draft}/approve`);
      expect(await voss.main()).toContain('You wrote these rules. Another officer has to put them in force');
      expect(await voss.page.getByRole('button', { name: 'Put in force now' }).count()).toBe(0);
      await voss.goto(draft);
      await voss.click('Start the replay');
      // The page looks again by itself, without a script.
      await voss.page.getByText('The replay is done.').waitFor();
      expect(await voss.main()).toContain('Newly let through');
      await voss.expectHealthy();
    },
    PATIENT,
  );

  it('is told file and line of what is wrong, with everything typed kept', async () => {
    const voss = await world.open({ as: 'voss', at: '/officer/policies/new?file=explicit.cedar' });
    await voss.fill('Name of the draft', 'Not ready');
    await voss.fill('Text of explicit.cedar', 'permit (principal, action');
    await voss.click('Save and check');
    expect(voss.status).toBe(422);
    expect(await voss.main()).toMatch(/explicit\.cedar, line 1: /);
    expect(await voss.page.getByLabel('Text of explicit.cedar').inputValue()).toBe('permit (principal, action');
    expect(await voss.page.getByLabel('Name of the draft').inputValue()).toBe('Not ready');
  });
}
