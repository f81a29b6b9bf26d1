import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/**
 * Elements whose text is data: times, codes, what is marked as data, and parts that say that they are of another language
 * (WCAG 3.1.2), as the plain words of a rule are.
 */
const DATA = 'time, code, pre, .data, body [lang], script, style, template, title';

const TEXTS = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest(${JSON.stringify(DATA)})) texts.push(node.data);
  for (const name of ['aria-label', 'alt', 'placeholder', 'title'])
    for (const element of document.querySelectorAll('[' + name + ']'))
      if (!element.closest(${JSON.stringify(DATA)})) texts.push(element.getAttribute(name));
  return texts.map((text) => text.replace(/\\s+/g, ' ').trim()).filter((text) => text !== '');
})()`;

/** Names that are the same in every language: of the place, its agencies and its people. */
const NAMES = ['Northmere', ...namesIn('town/agencies.json', 'name'), ...namesIn('people.json', 'name')].sort(
  (a, b) => b.length - a.length,
);
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
/** Dates and times of day, codes in capitals, ids, addresses of the web and of mail. */
const CODES = new RegExp(
  [
    `\\b\\d{1,2} (${MONTHS})( \\d{4})?`,
    '\\b\\d{1,2}[.:]\\d{2} ?[ap]m\\b',
    '\\b[A-Z][A-Z0-9_-]+\\b',
    '\\b[\\w-]{20,}',
    '\\bhttps?://\\S+',
  ].join('|'),
  'g',
);

function namesIn(file: string, field: string): string[] {
  const list = JSON.parse(readFileSync(join('demo', file), 'utf8')) as Record<string, string>[];
  return list.map((entry) => entry[field]!);
}

/** In the pseudo-locale: what shows on the page and has not come from the catalogue. */
export async function untranslated(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(TEXTS);
  return [...new Set(texts.filter((text) => /\p{L}{2}/u.test(restOf(text))))].map((text) => `not translated: ${text}`);
}

/** Without what stands in the pseudo-locale's brackets, and without names and codes. */
export function restOf(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/\[[^[\]]*\]/g, ' ');
  }
  for (const name of NAMES) rest = rest.replaceAll(name, ' ');
  return rest.replace(CODES, ' ');
}
