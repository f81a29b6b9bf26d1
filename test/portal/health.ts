import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { brandsIn } from './brands.js';
import type { Reader } from './reader.js';

const AXE = readFileSync(join(dirname(createRequire(import.meta.url).resolve('axe-core')), 'axe.min.js'), 'utf8');
/** WCAG 2.2 AA and everything below it. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const RUN_AXE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, rules: { region: { enabled: true } }, resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, target }) => target + ' ' + html).join(' | ')))`;
/** Puts a page's HTML in the place of the reading page's own, and waits for its styles. */
const SHOW = (html: string): string => `{
  const { documentElement } = new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html');
  document.documentElement.replaceWith(document.adoptNode(documentElement));
  const styles = [...document.querySelectorAll('link[rel=stylesheet]')].filter(({ sheet }) => sheet === null);
  Promise.all(styles.map((link) => new Promise((resolve) => { link.onload = link.onerror = resolve; })));
}`;
const MEASURE = `({
  lang: document.documentElement.lang,
  title: document.title,
  headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent.trim()),
  // The summary of errors and the banner stand above the heading, as their components have it.
  levels: [...document.querySelectorAll(':is(h1,h2,h3,h4,h5,h6):not(.govuk-error-summary__title, .govuk-notification-banner__title)')].map((heading) => Number(heading.tagName[1])),
  cut: [...document.querySelectorAll('svg text')].filter((text) => {
    const [own, chart] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
    return own.left < chart.left - 1 || own.right > chart.right + 1;
  }).map((text) => text.textContent),
  // In the browser's own serif: nobody styled it.
  unstyled: [...document.querySelectorAll('body *')].filter((element) => {
    const ownText = [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');
    return ownText && element.checkVisibility() && !/sans-serif|monospace/.test(getComputedStyle(element).fontFamily);
  }).map(({ textContent }) => textContent.trim()),
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})`;

/** What stays folded on paper. What is kept from paper with its summary is no reading: a form that narrows nothing. */
const FOLDED = `[...document.querySelectorAll('details > :not(summary)')].filter((part) => part.parentElement.checkVisibility() && !part.checkVisibility()).map(({ textContent }) => textContent.trim().slice(0, 60))`;

interface Measured {
  readonly lang: string;
  readonly title: string;
  readonly headings: readonly string[];
  /** From the first heading on: a summary of errors or a banner stands before it, as its own page would have it. */
  readonly levels: readonly number[];
  readonly overflow: number;
  readonly unstyled: readonly string[];
  /** Texts of charts that reach beyond them. */
  readonly cut: readonly string[];
}

/** What differs each time that a page is drawn and makes none of it sound or unsound: nonce, tokens of forms, ids, times, title. */
const OWN_OF_EACH =
  /<title>[^<]*|(?<=<time [^>]*>)[^<]*| nonce="[^"]*"|[\w-]{22}\.[\w-]{43}|[0-9a-f]{8,}|[a-z2-7]{26}|\d+/g;
/** What stands between two tags. Whether there is a text counts for axe, and not what it says. */
const TEXT = /(?<=>)[^<]*[^<\s][^<]*(?=<)/g;
const SCREENSHOTS = '.screenshots';
/** Pictures are for somebody to look at: `npm run test:full`, or SCREENSHOTS=1, takes them. */
const PHOTOGRAPHS = process.env.FULL !== undefined || process.env.SCREENSHOTS !== undefined;

/** What holds for every page of the portal in every state, whoever looks at it and with what. */
export class Health {
  private reader: Promise<Page> | undefined;
  /** Paths of the pages that were looked at, in whatever state. */
  readonly seen = new Set<string>();
  private readonly photographed = new Set<string>();
  /** Pages that were sound, by all that a reader gets of them: many journeys begin at the same one. */
  private readonly sound = new Set<string>();
  /** What axe found nothing in, by all of it but the words: it costs more than everything else that is looked at. */
  private readonly wellBuilt = new Set<string>();

  constructor(private readonly browser: Browser) {}

  async check(person: Reader): Promise<void> {
    expect([person.path, await this.wrongs(person)]).toEqual([person.path, []]);
  }

  /** What is wrong with the page that this person looks at; empty when nothing is. */
  async wrongs(person: Reader): Promise<string[]> {
    const { page, style } = person;
    this.seen.add(new URL(page.url()).pathname);
    const html = await page.content();
    const whole = JSON.stringify([style.width, style.zoom, style.js, html.replace(OWN_OF_EACH, '')]);
    if (this.sound.has(whole) && person.complaints.length === 0) return [];
    const measured = await page.evaluate<Measured>(MEASURE);
    if (PHOTOGRAPHS) await this.photograph(person);
    const wrong = [
      ...(await this.violations(person, html)),
      ...shapeOf(measured, style.language),
      ...(await this.folded(person)),
      ...brandsIn(html).map((brand) => `it names ${brand}`),
      ...person.complaints.splice(0).map((text) => `the browser complains: ${text}`),
    ];
    if (wrong.length === 0) this.sound.add(whole);
    return wrong;
  }

  /** What a reader has on paper: the page is looked at as it is printed. */
  private async folded({ page }: Reader): Promise<string[]> {
    if ((await page.locator('details').count()) === 0) return [];
    await page.emulateMedia({ media: 'print' });
    const folded = await page.evaluate<string[]>(FOLDED);
    await page.emulateMedia({ media: null });
    return folded.map((text) => `printed, it hides "${text}"`);
  }

  /**
   * Read in a page of its own, which has axe once for all: to load it anew costs more than its whole reading, and it runs
   * by timers, which a page without scripts has not.
   */
  private async violations({ page, style }: Reader, html: string): Promise<string[]> {
    const built = JSON.stringify([style.width, style.zoom, style.js, html.replace(OWN_OF_EACH, '').replace(TEXT, 'x')]);
    if (this.wellBuilt.has(built)) return [];
    const reader = await (this.reader ??= this.openReader(page.url()));
    await reader.setViewportSize(page.viewportSize()!);
    await reader.evaluate(SHOW(html));
    const found = await reader.evaluate<string[]>(RUN_AXE);
    if (found.length === 0) this.wellBuilt.add(built);
    return found;
  }

  private async openReader(url: string): Promise<Page> {
    const reader = await this.browser.newPage();
    await reader.goto(new URL('/help', url).href);
    await reader.evaluate(`${AXE};0`);
    return reader;
  }

  /** Each page once a width, language and state, for somebody to look at. */
  private async photograph({ page, status, style, path }: Reader): Promise<void> {
    const folder = join(SCREENSHOTS, `${style.width}${style.js ? '' : '-no-script'}-${style.language}`);
    const slug = path
      .slice(1)
      .replace(/\?.*/, '')
      .replace(/[0-9a-z]{20,}|[0-9a-f-]{36}/gi, 'id')
      .replace(/\W+/g, '-');
    const file = join(folder, `${style.name}-${slug || 'start'}-${status}.png`);
    if (this.photographed.has(file)) return;
    this.photographed.add(file);
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: file, fullPage: true });
  }
}

function shapeOf({ lang, title, headings, levels, overflow, cut, unstyled }: Measured, language: string): string[] {
  const skipped = levels.find((level, at) => level > (levels[at - 1] ?? 0) + 1);
  return [
    headings.length === 1 ? [] : [`it has ${headings.length} headings of the first level`],
    headings.every((heading) => title.includes(heading.replace(/\s+/g, ' '))) ? [] : [`its title is "${title}"`],
    skipped === undefined ? [] : [`a heading of level ${skipped} skips one`],
    lang === language ? [] : [`its language is "${lang}"`],
    overflow <= 0 ? [] : [`it is ${overflow} pixels wider than the window`],
    cut.map((text) => `a chart cuts "${text}"`),
    unstyled.map((text) => `"${text}" is in a font of the browser’s own`),
  ].flat();
}
