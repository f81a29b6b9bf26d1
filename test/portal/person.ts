import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Health } from './health.js';
import type { Reader, Style } from './reader.js';

const WITHIN_MS = 20_000;

/**
 * Somebody at a browser, who knows the pages by what they can be told of them: roles, names and labels. Every page that
 * they come to is checked.
 */
export class Person implements Reader {
  /** Clicks that led somewhere, since they were signed in. */
  actions = 0;
  /** Status of the newest page. */
  status = 0;
  readonly complaints: string[] = [];

  constructor(
    readonly page: Page,
    readonly style: Style,
    private readonly health: Health,
  ) {
    page.setDefaultTimeout(WITHIN_MS);
    page.on('console', (message) => {
      // The browser also reports a page's own 404 or 422 as an error: the status is looked at where it matters.
      const own = message.text().startsWith('Failed to load resource') && message.location().url === page.url();
      if (message.type() === 'error' && !own) this.complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame())
        this.status = response.status();
    });
  }

  /** Types an address. Not an action: journeys begin with it. */
  async goto(path: string): Promise<void> {
    await this.page.goto(path);
    await this.check();
  }

  /** As the door leads to the development issuer and back, without its page being drawn; ends at `at`. */
  async signIn(kind: 'resident' | 'staff', at: string, key = this.style.name): Promise<void> {
    const { request } = this.page.context();
    const asked = await request.get(`/sign-in/${kind}`);
    await request.post(asked.url(), { form: { person: key } });
    this.actions = 0;
    await this.goto(at);
  }

  /** By the door's own page and the issuer's; ends at `at`, or wherever the door leads. */
  async signInByHand(kind: 'resident' | 'staff', at?: string, key = this.style.name): Promise<void> {
    const to = at === undefined ? '' : `?${new URLSearchParams({ to: at }).toString()}`;
    await this.page.goto(`/sign-in/${kind}${to}`);
    await this.chooseWho(key);
    this.actions = 0;
  }

  /** On the issuer's page: says who one is. Ends where the person was going. */
  async chooseWho(key: string): Promise<void> {
    await this.page.locator(`[id="person-${key}"]`).check();
    await this.arriving(this.page.getByRole('button', { name: 'Sign in' }));
    await this.check();
  }

  /**
   * On our own page in between and on the issuer's, after the sign-in had ended: nobody is signed in silently. As little an
   * action as the first sign-in.
   */
  async signInAgain(key = this.style.name): Promise<void> {
    expect(await this.heading()).toBe('Sign in to go on');
    await this.arriving(await this.target('Sign in'));
    await this.chooseWho(key);
  }

  /** A link or button that leads to another page, by its accessible name; one in the page's main part before any other. */
  async click(name: string | RegExp): Promise<void> {
    this.actions += 1;
    await this.arriving(await this.target(name));
    await this.check();
  }

  /** A link or button that leads to no other page: within the page, or done by a script. */
  async press(name: string | RegExp): Promise<void> {
    await (await this.target(name)).click();
  }

  /** A link or button that gives something to save: its text. */
  async save(name: string | RegExp): Promise<{ name: string; text: string }> {
    this.actions += 1;
    const downloading = this.page.waitForEvent('download');
    await (await this.target(name)).click();
    const download = await downloading;
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part as Buffer);
    return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString('utf8') };
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.field(label).fill(text);
  }

  /** A radio or checkbox. */
  async choose(label: string | RegExp): Promise<void> {
    await this.field(label).check();
  }

  async select(label: string | RegExp, option: string): Promise<void> {
    await this.field(label).selectOption({ label: option });
  }

  /** Opens everything on the page that is folded. */
  async unfold(): Promise<void> {
    await this.page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
  }

  /** The page's heading. */
  async heading(): Promise<string> {
    return (await this.page.getByRole('heading', { level: 1 }).innerText()).trim();
  }

  /** What the page's main part says, as it is seen. */
  async main(): Promise<string> {
    return this.page.getByRole('main').innerText();
  }

  /** Path and query of the page. */
  get path(): string {
    const { pathname, search } = new URL(this.page.url());
    return `${pathname}${search}`;
  }

  /** Everything that holds for every page in every state; fails with all that does not. */
  async expectHealthy(): Promise<void> {
    await this.health.check(this);
  }

  /** What would fail it; empty for a healthy page. */
  async wrongs(): Promise<string[]> {
    return this.health.wrongs(this);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  private async check(): Promise<void> {
    if (this.style.checked) await this.expectHealthy();
  }

  private async arriving(target: Locator): Promise<void> {
    const arrived = this.page.waitForEvent('load');
    await Promise.all([arrived, target.click()]);
  }

  private async target(name: string | RegExp): Promise<Locator> {
    const named = (within: Page | Locator): Locator => {
      const by = typeof name === 'string' ? { name, exact: true } : { name };
      return within.getByRole('link', by).or(within.getByRole('button', by));
    };
    const inMain = named(this.page.getByRole('main'));
    return (await inMain.count()) > 0 ? inMain : named(this.page).first();
  }

  private field(label: string | RegExp): Locator {
    return this.page.getByRole('main').getByLabel(label, typeof label === 'string' ? { exact: true } : {});
  }
}
