import { expect } from '@jest/globals';
import type { Fields, Session } from '../../../session/session.js';
import { formOn } from '../../../testing/form-on.js';
import type { PortalUnderTest } from '../../../testing/portal-under-test.js';
import type { Asked, StandInBroker } from '#libs/testing';
import { Tab } from '../../../testing/tab.js';
import type { Chosen, JourneyBook, Said } from './journey-book.js';

/** A form may say it; no page does. */
const NEVER_OFFERED = 'never-offered';

export type Move =
  /** Answers the question that is on the page, or sends at the end. */
  | { readonly does: 'answer'; readonly tab: number; readonly which: number }
  /** Sends a question without an answer. */
  | { readonly does: 'half'; readonly tab: number }
  /** Goes to a page by its address. */
  | { readonly does: 'look'; readonly tab: number; readonly which: number }
  /** Goes back and sends the same form again. */
  | { readonly does: 'again'; readonly tab: number }
  /** Sends when the session has ended, and signs in again. */
  | { readonly does: 'lose'; readonly tab: number; readonly which: number };

interface Window {
  readonly tab: Tab;
  /** The step that it shows; none before it was opened, and once the journey has ended. */
  on?: string | undefined;
  /** What the form on it carries. */
  carried: Chosen;
  /** The form that it sent last, and where that led. */
  sent?: { readonly path: string; readonly form: URLSearchParams; readonly to: string };
}

/** Somebody with two windows on one journey, and what must be so at every step. */
export class Traveller {
  private kept: Chosen = {};
  private readonly recorded: Said[] = [];
  private readonly windows: readonly Window[];

  constructor(
    private readonly book: JourneyBook,
    private readonly portal: PortalUnderTest,
    private readonly broker: StandInBroker,
    session: Session,
  ) {
    broker.asked.length = 0;
    this.windows = [0, 1].map(() => ({ tab: new Tab(portal, session), carried: {} }));
  }

  /** The steps of all pages: `look` counts them. */
  get pages(): readonly string[] {
    return [...this.book.steps, ...this.book.reviews];
  }

  async make(move: Move): Promise<void> {
    const window = this.windows[move.tab]!;
    if (move.does === 'look') await this.look(window, this.pages[move.which % this.pages.length]!);
    else if (move.does === 'again') await this.again(window);
    else if (window.on !== undefined) await this.send(window, window.on, move);
    expect(this.broker.asked.filter(isChange).map(saidBy)).toEqual(this.recorded);
  }

  /** Answers what is asked, from the first question to the page that sends: each step as `chosen` has it. */
  async toTheLast(tab: number, chosen: Chosen): Promise<void> {
    await this.make({ does: 'look', tab, which: 0 });
    for (const window = this.windows[tab]!; window.on !== this.pages.at(-1);) {
      await this.make({ does: 'answer', tab, which: chosen[window.on!] ?? 0 });
    }
  }

  /** What the window's last form says is offered no more: that is asked again, and nothing is recorded. */
  async isAskedAgain(step: string): Promise<void> {
    const [{ tab }] = this.windows as readonly [Window];
    for (const turn of [() => tab.submit(this.book.decision), () => tab.open(this.address(this.pages.at(-1)!))]) {
      await turn();
      expect([tab.status, tab.path]).toEqual([200, this.address(step)]);
    }
    expect(this.broker.asked.filter(isChange)).toEqual([]);
  }

  /** The names of what the window's form carries hidden. */
  carries(tab: number): readonly string[] {
    const hidden = [...this.windows[tab]!.tab.main.matchAll(/<input type="hidden" name="([^"]+)"/g)];
    return [...new Set(hidden.map(([, name]) => name!))].filter((name) => name !== '_form');
  }

  /**
   * Sends the first window's last form with what no page offered in place of one thing that it carries: nothing is recorded by that,
   * but for an id that the API is asked to compare.
   */
  async forges(name: string): Promise<void> {
    const [{ tab }] = this.windows as readonly [Window];
    const { subject, decision } = this.book;
    const [answer = {}] = this.isLong ? [decision] : this.book.answers('', {});
    await tab.send({ ...answer, [name]: NEVER_OFFERED });
    const named = this.broker.asked.filter((one) => isChange(one) && `${one.url} ${one.body}`.includes(NEVER_OFFERED));
    expect([name, named.filter(({ url }) => subject === undefined || !url.includes(subject))]).toEqual([name, []]);
  }

  /** The API refuses what is sent: the journey says so in its own words, and nothing that was answered is lost. */
  async isRefused({ shows, says }: NonNullable<JourneyBook['refusal']>): Promise<void> {
    const [window] = this.windows as readonly [Window];
    const { tab, on, carried } = window;
    const [answer, chosen] = this.isLong ? [this.book.decision, carried] : [this.book.answers('', {})[0]!, { '': 0 }];
    await tab.submit(answer);
    expect([tab.status, tab.main.includes(says)]).toEqual([shows, true]);
    this.recorded.push(this.book.says(chosen));
    await this.look(window, on!);
  }

  /** The answer is lost: the same form again is the same request, and leads on. `found` lets the next one through. */
  async isUncertain(found: () => void): Promise<void> {
    const [window] = this.windows as readonly [Window];
    const answer = this.isLong ? this.book.decision : this.book.answers('', {})[0]!;
    const form = this.formOf(window.tab, answer);
    const lost = await this.portal.send(form.path, form.form, window.tab.session);
    found();
    const again = await this.portal.send(form.path, form.form, window.tab.session);
    expect([lost.status, again.status]).toEqual([503, 303]);
    const keys = this.broker.asked.filter(isChange).map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size, keys[0]]).toEqual([2, 1, expect.any(String)]);
  }

  private async send(window: Window, on: string, move: Exclude<Move, { does: 'look' | 'again' }>): Promise<void> {
    const { tab, carried } = window;
    const isReview = this.book.reviews.includes(on);
    if (formOn(tab.html) === undefined) return this.look(window, this.following(on));
    const answers = isReview ? [this.book.decision] : this.book.answers(on, carried);
    if (move.does === 'half') return isReview ? this.undecided(window, on) : this.half(window, on, answers[0]!);
    const which = move.which % answers.length;
    const chosen = isReview ? carried : this.after(carried, on, which);
    if (move.does === 'lose') return this.lose(window, on, answers[which]!, chosen);
    const to = isReview ? this.firstOpen(chosen) : this.to(on, chosen);
    window.sent = await this.leadsOn(window.tab, answers[which]!, to === undefined ? 2 : 1);
    if (to === undefined) return this.end(window, chosen);
    this.kept = chosen;
    await window.tab.open(window.sent.to);
    this.arrive(window, to);
  }

  /** 422 with the rest kept: nothing is taken. */
  private async half(window: Window, on: string, answer: Fields): Promise<void> {
    const answerless = Object.fromEntries(Object.keys(answer).map((name) => [name, []]));
    await window.tab.submit(answerless);
    expect([window.tab.status, window.tab.path]).toEqual([422, this.address(on)]);
    const { [on]: _own, ...others } = this.after(window.carried, on, -1);
    window.carried = others;
  }

  /** A check page's form without its answer: it is asked for, and everything stays. */
  private async undecided({ tab }: Window, on: string): Promise<void> {
    if (Object.keys(this.book.decision).length === 0) return;
    await tab.submit({ answer: 'perhaps' });
    expect([tab.status, tab.path, tab.main.includes('Choose one of the answers')]).toEqual([
      422,
      this.address(on),
      true,
    ]);
  }

  private async lose(window: Window, on: string, answer: Fields, chosen: Chosen): Promise<void> {
    const { tab } = window;
    await this.portal.age(tab.session.id, { used: 31 });
    const { headers } = await tab.send(answer);
    expect(headers.get('location')).toMatch(/^\/sign-in\//);
    const parked = (await this.portal.store.find(tab.session.id))!.content.parked!;
    const session = await this.portal.signIn(this.book.who, { parked });
    for (const other of this.windows) {
      other.tab.session = session;
      other.on = undefined;
      delete other.sent;
    }
    this.kept = this.isLong ? chosen : {};
    await tab.open(this.address(on));
    expect(tab.html).toContain('signed out before you sent this');
    await this.look(window, on);
  }

  private async again({ sent }: Window): Promise<void> {
    if (sent === undefined) return;
    const answer = await this.portal.send(sent.path, sent.form, this.windows[0]!.tab.session);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, sent.to]);
  }

  private async look(window: Window, step: string): Promise<void> {
    await window.tab.open(this.address(step));
    this.arrive(window, this.landing(step));
  }

  /** What is to be seen where the window came to. */
  private arrive(window: Window, step: string): void {
    expect([window.tab.status, window.tab.path]).toEqual([200, this.address(step)]);
    window.on = step;
    window.carried = this.kept;
  }

  private end(window: Window, chosen: Chosen): void {
    this.recorded.push(this.book.says(chosen));
    this.kept = {};
    window.on = undefined;
  }

  /** Sends it, by so many clicks: all lead to the same place. */
  private async leadsOn(tab: Tab, fields: Fields, clicks: number): Promise<NonNullable<Window['sent']>> {
    const { path, form } = this.formOf(tab, fields);
    const answers = await Promise.all(Array.from({ length: clicks }, () => this.portal.send(path, form, tab.session)));
    const led = new Set(answers.map(({ status, headers }) => `${status} ${headers.get('location')}`));
    expect([...led]).toEqual([expect.stringMatching(/^303 /)]);
    return { path, form, to: answers[0]!.headers.get('location')! };
  }

  private formOf(tab: Tab, fields: Fields): { readonly path: string; readonly form: URLSearchParams } {
    const { action: path = tab.path, fields: standing } = formOn(tab.html)!;
    const sent = Object.entries({ ...standing, ...fields });
    const pairs = sent.flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]));
    return { path, form: new URLSearchParams(pairs) };
  }

  private after(carried: Chosen, step: string, which: number): Chosen {
    const same = carried[step] === which;
    const chosen = { ...carried, [step]: which };
    return same ? chosen : (this.book.after?.(chosen, step) ?? chosen);
  }

  private to(step: string, chosen: Chosen): string | undefined {
    const open = this.firstOpen(chosen, step) ?? this.book.next?.(chosen, step) ?? this.firstOpen(chosen);
    return open ?? this.book.reviews[0];
  }

  private landing(step: string): string {
    const { kept, book } = this;
    const isAsked = book.reviews.includes(step) || book.asked(kept).includes(step);
    return this.firstOpen(kept, step) ?? (isAsked ? step : (this.firstOpen(kept) ?? book.reviews[0]!));
  }

  private firstOpen(chosen: Chosen, before?: string): string | undefined {
    const at = before === undefined ? -1 : this.pages.indexOf(before);
    const earlier = this.pages.slice(0, at === -1 ? undefined : at);
    return this.book.asked(chosen).find((step) => earlier.includes(step) && chosen[step] === undefined);
  }

  private following(step: string): string {
    return this.book.reviews[this.book.reviews.indexOf(step) + 1]!;
  }

  private get isLong(): boolean {
    return this.pages.length > 1;
  }

  private address(step: string): string {
    return step === '' ? this.book.path : `${this.book.path}/${step}`;
  }
}

/** A rehearsal is sent as a form is, and changes nothing. */
export const isChange = ({ method, url }: Asked): boolean => method !== 'GET' && !url.endsWith('/rehearsals');

function saidBy({ method, url, body, headers }: Asked): Said {
  return {
    call: `${method} ${url}`,
    ...(body === '' ? {} : { body: JSON.parse(body) as object }),
    ...(headers['if-match'] === undefined ? {} : { ifMatch: headers['if-match'] }),
  };
}
