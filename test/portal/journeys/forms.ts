import { expect, it } from '@jest/globals';
import type { Person } from '../person.js';
import type { World } from '../world.js';

const TOKEN = `document.querySelector('main input[name="_form"]')`;
const AGE = `UPDATE portal.session SET used_at = used_at - interval '31 minutes'`;

/** What becomes of forms that come late, twice, or from elsewhere; tried with the practitioner's search. */
export function useOfForms(world: World): void {
  const value = (person: Person, label: string): Promise<string> =>
    person.page.getByLabel(label, { exact: true }).inputValue();

  it.each([true, false])('keeps everything typed when something is wrong with it (scripts: %s)', async (js) => {
    const adeyemi = await world.open({ as: 'adeyemi', width: 320, js });
    await adeyemi.fill('Family name', 'Hale');
    await adeyemi.fill('Month', '13');
    await adeyemi.click('Find this person');
    expect(adeyemi.status).toBe(422);
    expect(await adeyemi.page.title()).toMatch(/^Error: /);
    expect([await value(adeyemi, 'Family name'), await value(adeyemi, 'Month')]).toEqual(['Hale', '13']);
    expect(await adeyemi.page.getByRole('alert').innerText()).toContain('There is a problem');
  });

  it.each([true, false])('loses nothing typed when the session has expired meanwhile (scripts: %s)', async (js) => {
    const adeyemi = await world.open({ as: 'adeyemi', width: 320, js });
    await adeyemi.fill('Family name', 'Wójcik <b>');
    await world.sql(AGE);
    await adeyemi.click('Find this person');
    expect(await adeyemi.main()).toContain('What you typed is kept');
    await adeyemi.signInAgain();
    expect(adeyemi.path).toBe('/practitioner');
    expect([adeyemi.status, await value(adeyemi, 'Family name')]).toEqual([200, 'Wójcik <b>']);
    expect(await adeyemi.page.getByRole('region', { name: 'Not sent yet' }).innerText()).toContain('signed out before');
    await adeyemi.goto('/practitioner');
    expect(await value(adeyemi, 'Family name')).toBe('');
  });

  it('shows what somebody typed to nobody else who signs in at that browser', async () => {
    const adeyemi = await world.open({ as: 'adeyemi' });
    await adeyemi.fill('Family name', 'Hale');
    await world.sql(AGE);
    await adeyemi.click('Find this person');
    await adeyemi.signInAgain('lund');
    expect([adeyemi.path, await value(adeyemi, 'Family name')]).toEqual(['/practitioner', '']);
  });

  it('shows the first one’s page again for a form that is sent twice', async () => {
    const adeyemi = await world.open({ as: 'adeyemi' });
    const token = await adeyemi.page.evaluate<string>(`${TOKEN}.value`);
    await adeyemi.click('Find this person');
    expect([adeyemi.status, adeyemi.path]).toEqual([422, '/practitioner']);
    await adeyemi.page.evaluate(`${TOKEN}.value = ${JSON.stringify(token)}`);
    await adeyemi.click('Find this person');
    expect([adeyemi.status, adeyemi.path]).toEqual([422, '/practitioner']);
  });

  it('refuses a form without its token, and says what to do', async () => {
    const adeyemi = await world.open({ as: 'adeyemi' });
    await adeyemi.page.evaluate(`${TOKEN}.remove()`);
    await adeyemi.click('Find this person');
    expect([adeyemi.status, await adeyemi.heading()]).toEqual([403, 'We could not take this form']);
  });

  it('does nothing with a form that another site has a browser send, whose cookie comes along, but ask', async () => {
    const adeyemi = await world.open({ as: 'adeyemi' });
    const token = await adeyemi.page.evaluate<string>(`${TOKEN}.value`);
    // Another port is another origin of the same site: the cookie is sent, so only the check of the origin protects.
    const elsewhere = `${world.endpoints.consent}/elsewhere`;
    const body = '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">';
    await adeyemi.page.route(elsewhere, (route) => route.fulfill({ contentType: 'text/html', body }));
    await adeyemi.page.goto(elsewhere);
    const [, response] = await Promise.all([
      adeyemi.page.evaluate(`{
        const form = document.createElement('form');
        form.method = 'post';
        form.action = ${JSON.stringify(`${world.address}/practitioner`)};
        form.innerHTML = '<input name="_form" value="${token}">';
        document.body.append(form);
        form.submit();
      }`),
      adeyemi.page.waitForResponse(`${world.address}/practitioner`),
    ]);
    // It has a token of hers, so that she is asked; nothing was done.
    expect(response.status()).toBe(403);
    await adeyemi.page.waitForLoadState('load');
    expect(await adeyemi.heading()).toBe('Do you want to send this?');
    await adeyemi.expectHealthy();
  });
}
