import { describe, expect, it } from '@jest/globals';
import { until } from '../../../scripts/demo/until.js';
import { MARGARET } from '../hidden-events.js';
import type { Person } from '../person.js';
import { expectTwoScreens } from '../two-screens.js';
import type { Desk, World } from '../world.js';
import { directivesOf, lapseSessions } from './directives.js';

const D2 = '/resident/agreements/D2';
const CARD = 'Sharing: Adaptations to the home';

/** From who asks to the check, with what the demo's step 2b agrees to. */
async function decide(margaret: Person): Promise<void> {
  await margaret.click('Go on');
  await margaret.choose('Moving about and daily life');
  await margaret.choose('Equipment');
  await margaret.click('Continue');
  await margaret.choose('Harbour Homes');
  await margaret.click('Continue');
  await margaret.choose('6 months');
  await margaret.click('Continue');
}

/** No box is ticked for her. */
async function expectNothingChosen({ page }: Person): Promise<void> {
  expect(await page.getByRole('main').locator('input:checked').count()).toBe(0);
}

export function residentJourneys(world: World, desks: readonly Desk[]): void {
  const { consents, giveD2, say, withdraw } = directivesOf(world);
  const lapse = () => lapseSessions(world);

  describe.each(desks)('at $width px, js $js', (desk) => {
    it('rehearses, says yes, keeps a record, finds it at home, and stops in three actions', async () => {
      const margaret = await world.open({ as: 'margaret', at: D2, ...desk });
      await expectNothingChosen(margaret);
      await decide(margaret);
      const rehearsal = await margaret.main();
      expect(rehearsal).toMatch(/If you say yes[\s\S]*Surveyor could see: Moving about and daily life/);
      expect(rehearsal).toMatch(/If you say no[\s\S]*Nobody there could see any of it/);
      expect(rehearsal).toContain('What does not depend on your answer');
      await margaret.click('Continue');
      const buttons = margaret.page.locator('.equal-choices button');
      const looks: object[] = [];
      for (const button of await buttons.all()) {
        const box = await button.boundingBox();
        looks.push({ classes: await button.getAttribute('class'), width: box!.width, height: box!.height });
      }
      expect(looks).toHaveLength(2);
      expect(looks[0]).toEqual(looks[1]);
      await margaret.click('Yes, share');
      const toGrant = margaret.actions;
      expect(await margaret.heading()).toBe('You have said yes');
      expect(await margaret.main()).toMatch(/It counts from \d+ \w+ \d{4} at \d\d:\d\d:\d\d/);
      const copy = await margaret.save('Save a copy');
      expect(JSON.parse(copy.text)).toMatchObject({ recorded: { agreement: 'D2', recipients: ['HARBOUR'] } });

      const again = await world.open({ as: 'margaret', ...desk });
      expect(await again.main()).toContain('On: you said yes');
      await expectTwoScreens(again);
      await again.click(`Stop ${CARD}`);
      expect(await again.main()).toMatch(/cannot be called back[\s\S]*by phone. Call 01632/);
      await again.click('Stop sharing');
      expect(await again.heading()).toBe('You have stopped sharing');
      expect(await again.main()).toMatch(/No more went out by this yes after \d\d:\d\d:\d\d\./);
      expect(again.actions).toBeLessThanOrEqual(3);
      expect(again.actions).toBeLessThanOrEqual(toGrant);
      expect((await consents()).filter(({ status }) => status === 'ConsentGiven')).toEqual([]);
    });

    it('says what is wrong and keeps what was typed', async () => {
      const margaret = await world.open({ as: 'margaret', at: `${D2}/what`, ...desk });
      await margaret.click('Continue');
      expect(margaret.status).toBe(422);
      expect(await margaret.page.title()).toMatch(/^Error: /);
      await margaret.choose('Equipment');
      await margaret.click('Continue');
      await margaret.choose('Harbour Homes');
      await margaret.click('Continue');
      await margaret.choose('Until a day that I choose');
      await margaret.fill('The last day', '31/2/2027');
      await margaret.click('Continue');
      expect(margaret.status).toBe(422);
      expect(await margaret.page.getByLabel('The last day', { exact: true }).inputValue()).toBe('31/2/2027');
      expect(await margaret.main()).toContain('Type the last day like 30/11/2026');
    });

    it('comes back to the same page with everything typed when the sign-in had ended midway', async () => {
      const margaret = await world.open({ as: 'margaret', at: `${D2}/what`, ...desk });
      await margaret.choose('Equipment');
      await margaret.click('Continue');
      await margaret.choose('Harbour Homes');
      await lapse();
      await margaret.click('Continue');
      // The issuer still knows her, but whoever holds the phone may be another: she is asked who she is (ADR 21).
      expect(await margaret.main()).toContain('What you typed is kept');
      await margaret.signInAgain();
      expect(margaret.path).toBe(`${D2}/who`);
      expect(await margaret.page.getByRole('region', { name: 'Not sent yet' }).count()).toBe(1);
      expect(await margaret.page.getByLabel('Harbour Homes', { exact: true }).isChecked()).toBe(true);
      await margaret.click('Continue');
      await margaret.choose('3 months');
      await margaret.click('Continue');
      await margaret.click('Continue');
      expect(await margaret.main()).toMatch(/What\s+Equipment/);
    });

    it('sees who has looked, why, on which basis, and the proof', async () => {
      await world.api('pell').get('/api/relay/v1/residents/{id}/records', {
        path: { id: await world.pseudonymAt('reach', MARGARET) },
        query: { purpose: 'COC', category: ['MEDS'] },
      });
      const margaret = await world.open({ as: 'margaret', ...desk });
      await margaret.click('Who has looked');
      await margaret.page.getByText('Choose an organisation or days').click();
      await margaret.select('Which organisation', 'Reach Reablement CIC');
      await margaret.click('Show');
      expect(margaret.path).toContain('agency=REACH');
      const headline = /^Reablement lead at Reach Reablement CIC looked at: Medicines/;
      const looks = margaret.page
        .getByRole('listitem')
        .filter({ has: margaret.page.getByRole('heading', { name: headline }) });
      // One look, with a line for each organisation whose records it was at.
      await looks.first().getByText('Show each line').click();
      const path = (await looks.getByRole('link').first().getAttribute('href'))!;
      await margaret.click('Not allowed');
      expect(await margaret.main()).toContain('Nobody saw anything');
      expect(await looks.count()).toBe(0);
      // Within two seconds it stands in the log; until then the page says so.
      await until('the proof is there', async () => {
        await margaret.goto(path);
        return (await margaret.page.getByRole('link', { name: 'Save the proof' }).count()) > 0 || undefined;
      });
      expect(await margaret.main()).toMatch(/To look after you/);
      expect(await margaret.main()).not.toMatch(/Pell/);
      const proof = await margaret.save('Save the proof');
      expect(proof.text).toContain('c2sp.org/tlog-proof@v1');
    });
  });

  it('takes a form that is hers alone, and once, whatever comes from elsewhere', async () => {
    const id = await giveD2();
    const margaret = await world.open({ as: 'margaret', at: `/resident/choices/${id}/stop`, js: false });
    const form = await margaret.page.locator('main input[name=_form]').inputValue();
    const send = async (token: string, origin: string) => {
      const answer = await margaret.page.request.post(`${world.address}/resident/choices/${id}/stop`, {
        form: { _form: token },
        headers: { origin },
        maxRedirects: 0,
      });
      const [, title = ''] = /<title>(.*?) – /.exec(await answer.text()) ?? [];
      return { status: answer.status(), title, leadsTo: answer.headers()['location'] };
    };
    // With a token of hers she is asked whether she sent it; with another's, nobody is asked anything.
    const elsewhere = 'http://elsewhere.example';
    expect(await send(form, elsewhere)).toMatchObject({ status: 403, title: 'Do you want to send this?' });
    const forged = `${form.slice(0, -1)}${form.endsWith('x') ? 'y' : 'x'}`;
    for (const origin of [elsewhere, world.address]) {
      expect(await send(forged, origin)).toMatchObject({ status: 403, title: 'We could not take this form' });
    }
    expect((await consents()).find((one) => one.id === id)!.status).toBe('ConsentGiven');
    const first = await send(form, world.address);
    expect(first).toMatchObject({ status: 303, leadsTo: `/resident/choices/${id}/stopped` });
    // Sent twice, it counts once and leads where the first one led.
    expect(await send(form, world.address)).toEqual(first);
    expect((await consents()).find((one) => one.id === id)!.status).toBe('ConsentWithdrawn');
  });

  it('says no in advance, may not say yes over it, and takes it back', async () => {
    const yusuf = await world.open({ as: 'yusuf', at: '/resident/refuse', width: 320, js: false });
    await expectNothingChosen(yusuf);
    await yusuf.choose('Anyone, also those who ask later');
    await yusuf.click('Continue');
    await yusuf.choose('Moving about and daily life');
    await yusuf.click('Continue');
    await yusuf.click('Do not share this');
    expect(await yusuf.heading()).toBe('You have said no');
    await yusuf.goto(D2);
    await decide(yusuf);
    await yusuf.click('Continue');
    await yusuf.click('Yes, share');
    expect([yusuf.status, await yusuf.heading()]).toEqual([409, 'You said no to this before']);
    await yusuf.click('Go to your sharing');
    await expectTwoScreens(yusuf);
    await yusuf.click('Sharing with anyone');
    await yusuf.click('Take my no back');
    await yusuf.click('Take my no back');
    expect(await yusuf.heading()).toBe('This no does not count any more');
  });

  it('objects to what is shared without asking, and takes that back', async () => {
    const margaret = await world.open({ as: 'margaret', width: 320, js: false });
    await margaret.click('Crisis plans');
    await margaret.click('Object');
    const asked = margaret.path;
    await margaret.click('Object');
    expect(await margaret.heading()).toBe('You have objected');
    const first = margaret.path;
    await margaret.goto(asked);
    await margaret.click('Object');
    expect(margaret.path).toBe(first);
    await margaret.goto('/resident');
    expect(await margaret.main()).toContain('You objected, not decided yet. It is not shared');
    await margaret.click('Crisis plans');
    await margaret.click('Take my no back');
    const lift = margaret.path;
    await margaret.click('Take my no back');
    await margaret.goto(lift);
    expect(await margaret.heading()).toBe('This no does not count any more');
  });

  it('stops all of it at once', async () => {
    await giveD2();
    await say({ instruction: 'give', agreement: 'D3', recipients: ['HARBOUR'], categories: ['VULNFLAG'] });
    const margaret = await world.open({ as: 'margaret', width: 320, js: false });
    await expectTwoScreens(margaret);
    await margaret.click('Stop all sharing that you said yes to');
    await margaret.click('Stop all of it');
    expect(await margaret.heading()).toBe('All that you said yes to has stopped');
    expect(margaret.actions).toBeLessThanOrEqual(3);
    expect((await consents()).filter(({ status }) => status === 'ConsentGiven')).toEqual([]);
  });

  it('shows one and the same page for what is somebody else’s and for what never was', async () => {
    const id = await giveD2();
    const sam = await world.open({ as: 'sam', js: false, checked: false });
    const paths = [`/resident/choices/${id}`, '/resident/choices/99999999-9999-4999-8999-999999999999', `${D2}x`];
    const pages: string[] = [];
    for (const path of [...paths, '/resident/choices/none', '/resident/looks/none']) {
      await sam.goto(path);
      pages.push(`${sam.status} ${await sam.main()}`);
    }
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toMatch(/^404 Page not found/);
    await withdraw(id);
  });
}
