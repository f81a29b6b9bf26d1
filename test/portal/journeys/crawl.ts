import { expect, it } from '@jest/globals';
import { crawl } from '../crawl.js';
import type { Person } from '../person.js';
import { untranslated } from '../untranslated.js';
import type { Opening, World } from '../world.js';

const FULL = process.env.FULL !== undefined;
const PEOPLE = ['margaret', 'adeyemi', 'marsh'] as const;

/** A field without a name, a picture without words, headings too many and too deep, no language, too wide, text outside of every landmark, in a serif, and folded on paper. */
const UNSOUND = `{
  const main = document.querySelector('main');
  main.querySelector('label').remove();
  main.insertAdjacentHTML('beforeend', '<h1>Another</h1><h4>Deep</h4><img src="/assets/none.png" width="2000" height="1">');
  document.documentElement.lang = 'cy';
  document.body.insertAdjacentHTML('beforeend', '<p>Nowhere</p>');
  main.insertAdjacentHTML('beforeend', '<details><summary>More</summary><p>Folded</p></details>');
  const style = new CSSStyleSheet();
  style.replaceSync('details::details-content { content-visibility: hidden !important; } main { font-family: serif !important; } main h1 { font-family: inherit !important; }');
  document.adoptedStyleSheets = [style];
}`;

/** What every page must be, whoever follows whichever link to it. */
export function crawlJourneys(world: World): void {
  const all = (person: Person): Promise<string[]> => person.wrongs();
  const texts = async (person: Person): Promise<string[]> => [
    ...(FULL ? await person.wrongs() : []),
    ...(await untranslated(person.page)),
  ];
  const WAYS: [string, Opening, typeof all][] = [
    ['on a phone', { width: 320 }, all],
    ['at a desk in the pseudo-locale', { language: 'en-XA' }, texts],
  ];
  if (FULL) WAYS.push(['at 400 % without scripts', { width: 320, zoom: 4, js: false }, all]);
  it('are found unsound when they are', async () => {
    const adeyemi = await world.open({ as: 'adeyemi', width: 320, checked: false });
    await adeyemi.page.evaluate(UNSOUND);
    const found = (await adeyemi.wrongs()).join('\n');
    for (const wrong of [
      'label: ',
      'image-alt: ',
      '2 headings',
      'skips one',
      'its language',
      'pixels wider',
      'region: ',
      'it hides "Folded"',
      'font of the browser',
    ])
      expect(found).toContain(wrong);
  });
  for (const as of PEOPLE)
    it.each(WAYS)(`${as} comes to no page that is not sound, %s`, async (_way, opening, look) => {
      const person = await world.open({ ...opening, as, checked: false });
      const { pages, wrong } = await crawl(person, look);
      expect(wrong).toEqual([]);
      expect(pages.length).toBeGreaterThan(5);
    });
}
