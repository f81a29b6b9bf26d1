import { expect, it } from '@jest/globals';
import { until } from '../../../scripts/demo/until.js';
import { useOfForms } from './forms.js';
import type { Person } from '../person.js';
import type { World } from '../world.js';

const FIRST_VIEW_BYTES = 60_000;

/** The ways in and out, and what holds before anybody's own page is reached. */
export function shellJourneys(world: World): void {
  const sessionOf = async (person: Person) =>
    (await person.page.context().cookies()).find(({ name }) => name === '__Host-session')!;

  it.each([true, false])('begins with a page that says what this is and whom to ring (scripts: %s)', async (js) => {
    const person = await world.open({ width: 320, js });
    expect(await person.heading()).toBe('See and choose how your information is shared');
    expect(await person.main()).toContain('01632');
    for (const link of ['Help', 'Accessibility', 'Privacy', 'Cookies']) {
      await person.click(link);
      expect([link, person.status]).toEqual([link, 200]);
    }
  });

  it('sends at most 60 kB for its first view', async () => {
    const person = await world.open({ checked: false });
    await person.page.context().clearCookies();
    const sizes: Promise<number>[] = [];
    const fresh = await person.page.context().newPage();
    fresh.on('requestfinished', (request) =>
      sizes.push(
        request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
      ),
    );
    await fresh.goto('/');
    await fresh.waitForLoadState('networkidle');
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThanOrEqual(3);
    expect(bytes).toBeLessThanOrEqual(FIRST_VIEW_BYTES);
  });

  it('signs a person in from the start page, and out again at the issuer, too', async () => {
    const person = await world.open({ width: 320 });
    await person.page.getByRole('button', { name: 'Start now' }).click();
    await person.chooseWho('margaret');
    expect(person.path).toBe('/resident');
    await person.click('Sign out');
    expect([person.path, await person.heading()]).toEqual(['/signed-out', 'You have signed out']);
    await person.goto('/resident');
    expect([person.path, await person.heading()]).toEqual([
      '/sign-in/resident/again?to=%2Fresident',
      'Sign in to go on',
    ]);
    await person.page.getByRole('button', { name: 'Sign in' }).click();
    expect(person.page.url()).toContain(`${world.endpoints.identity!}/interaction/`);
  });

  it('lets nobody back in after an exit who is not asked again who they are, by Back either', async () => {
    const margaret = await world.open({ as: 'margaret', at: '/resident', checked: false });
    const { page } = margaret;
    // No test reaches where an exit leads: the browser shows a page of its own there, after it has said so.
    const leaveBy = async (going: Promise<unknown>): Promise<void> => {
      await expect(going).rejects.toThrow('net::ERR_NAME_NOT_RESOLVED');
      await until('the browser says so', () => page.url() === 'chrome-error://chromewebdata/' || undefined);
    };
    await leaveBy(page.goto('/exit'));
    await page.goto('/resident/looks');
    expect(margaret.path).toBe('/sign-in/resident/again?to=%2Fresident%2Flooks');
    await leaveBy(page.goBack());
    // To the page that she left, which the browser may have kept. It puts its own page up in another process, and is asked once that is there.
    const notYet = (error: Error): undefined => {
      if (!error.message.includes('Not attached to an active page')) throw error;
    };
    await until('the browser goes back', () => page.goBack().then(() => true as const, notYet));
    expect(margaret.path).toBe('/sign-in/resident/again?to=%2Fresident');
    expect(await page.content()).not.toContain('Your sharing');
    await page.goto('/sign-in/resident?to=/resident');
    expect(page.url()).toContain(`${world.endpoints.identity!}/interaction/`);
  });

  it('keeps the place through sign-in, and never leads elsewhere', async () => {
    const margaret = await world.open({ as: 'margaret', at: '/resident/looks?outcome=permit', byHand: true });
    expect(margaret.path).toBe('/resident/looks?outcome=permit');
    for (const to of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example']) {
      const person = await world.open({ as: 'margaret', at: to, byHand: true });
      expect([to, person.page.url()]).toEqual([to, `${world.address}/resident`]);
      await person.close();
    }
  });

  it.each([
    ['adeyemi', '/resident'],
    ['margaret', '/officer/entries'],
    ['marsh', '/practitioner'],
    ['adeyemi', '/officer'],
  ])('tells %s at %s that it is not theirs, and where to go', async (as, at) => {
    const person = await world.open({ as, at, width: 320 });
    expect([person.status, await person.heading()]).toEqual([403, 'You do not have access']);
    await person.click(/start page/);
    expect(person.status).toBe(200);
  });

  it('warns two minutes before a session ends, and lets stay who wants to', async () => {
    const pell = await world.open({ as: 'pell' });
    expect(await pell.page.locator('time[data-session-end]').textContent()).toMatch(/^\d\d:\d\d/);
    await pell.page.clock.install();
    await pell.goto('/practitioner');
    const warning = pell.page.getByRole('alert', { name: 'You will soon be signed out' });
    await pell.page.clock.fastForward('27:30');
    expect(await warning.isVisible()).toBe(false);
    await pell.page.clock.fastForward('00:45');
    expect(await warning.isVisible()).toBe(true);
    expect(await pell.wrongs()).toEqual([]);
    await pell.press('Stay signed in');
    await warning.waitFor({ state: 'hidden' });
    expect(pell.path).toBe('/practitioner');
  });

  it('says without scripts, too, when the session ends', async () => {
    const pell = await world.open({ as: 'pell', js: false });
    expect(await pell.page.getByText(/you are signed out at \d\d:\d\d/).isVisible()).toBe(true);
    const nobody = await world.open({ js: false });
    expect(await nobody.page.locator('[data-session-end]').count()).toBe(0);
  });

  it('says of an address that leads nowhere that it does, alike to everybody', async () => {
    const said: unknown[] = [];
    for (const as of [undefined, 'margaret', 'marsh']) {
      const person = await world.open({ ...(as ? { as } : {}), at: '/resident/records/margaret-hale' });
      said.push([person.status, await person.main()]);
    }
    expect(said[0]).toEqual([404, expect.stringContaining('Page not found')]);
    expect(said).toEqual(said.map(() => said[0]));
  });

  it('gives a new session to whoever signs in, one that no script and no other site can have', async () => {
    const person = await world.open({ at: '/help' });
    await person.page.goto('/language/en?to=/help');
    const before = await sessionOf(person);
    await person.signInByHand('staff', undefined, 'adeyemi');
    const after = await sessionOf(person);
    expect(after).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1' });
    expect(after.expires).toBe(-1);
    expect(after.value).not.toBe(before.value);
    const thief = await world.open({ checked: false });
    await thief.page.context().addCookies([before]);
    await thief.page.goto('/practitioner');
    expect(thief.path).toBe('/sign-in/staff/again?to=%2Fpractitioner');
  });

  it.each([
    ['a click', true, (person: Person) => person.page.getByRole('button', { name: 'Exit this page' }).first().click()],
    ['three times Shift', true, (person: Person) => pressThrice(person)],
    ['a click without scripts', false, (person: Person) => person.page.getByText('Exit this page').first().click()],
  ])('ends at once by %s', async (_how, js, leave) => {
    const margaret = await world.open({ as: 'margaret', js, checked: false });
    const gone = margaret.page.waitForRequest(/^https:\/\/www\.bbc\.co\.uk\/weather/);
    await Promise.all([gone, leave(margaret)]);
    const answer = await fetch(`${world.address}/resident`, {
      redirect: 'manual',
      headers: { cookie: `__Host-session=${(await sessionOf(margaret))?.value ?? ''}` },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in/resident/again?to=%2Fresident']);
  });

  it('is used with the keyboard alone: past the navigation, to a field, to the button, to the problem', async () => {
    const { page } = await world.open({ as: 'adeyemi' });
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Family name');
    await page.keyboard.type('Hale');
    await tabTo(page, 'Find this person');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    // The summary of what is wrong takes the focus; its first link leads to the field.
    expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Day');
    for (const name of ['My access log', 'Help', 'Sign out']) await tabTo(page, name);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(page.url()).toBe(`${world.address}/signed-out`);
  });

  it('comes through the one address with its policy unchanged', async () => {
    const answer = await fetch(world.address);
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  useOfForms(world);
}

async function pressThrice({ page }: Person): Promise<void> {
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift');
}

/** Text or label of what has the focus. */
const focused = (page: Person['page']): Promise<string> =>
  page.evaluate<string>(`(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()`);

/** Tabs on until this has the focus, once around the page at most. */
async function tabTo(page: Person['page'], name: string): Promise<void> {
  const passed: string[] = [];
  for (let times = 0; times < 60; times += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now === name) return;
    passed.push(now);
  }
  throw new Error(`"${name}" is not reached, but: ${passed.join(', ')}`);
}
