import type { Person } from './person.js';

/** So many pages at most of one shape, and so many in all: a town has more agreements than a test has time. */
const OF_ONE_SHAPE = 2;
const IN_ALL = 60;
/** Not followed: they end the session, or change the language. */
const LEADS_OUT = /^\/(exit|sign-in|sign-out|language)\b/;

const LINKS = `[...document.querySelectorAll('a[href]')]
  .filter(({ origin }) => origin === location.origin).map(({ pathname, search }) => pathname + search)`;

export interface Crawled {
  /** Paths and queries of the pages that were looked at. */
  readonly pages: readonly string[];
  readonly wrong: readonly string[];
}

/** Follows every link from where this person is, the nearest first, and looks at each page. */
export async function crawl(person: Person, look: (person: Person) => Promise<string[]>): Promise<Crawled> {
  const pages: string[] = [];
  const wrong: string[] = [];
  const shapes = new Map<string, number>();
  const waiting: { to: string; from: string }[] = [{ to: person.path, from: 'an address' }];
  const known = new Set([person.path]);
  const titles = new Map<string, string>();
  for (let next = waiting.shift(); next && pages.length < IN_ALL; next = waiting.shift()) {
    if (!(await arrive(person, next.to))) continue;
    pages.push(next.to);
    const found = person.status === 200 ? [...(await look(person))] : [`its status is ${person.status}`];
    found.push(...(await sameTitle(person, titles)));
    wrong.push(...found.map((text) => `${person.path} (from ${next!.from}): ${text}`));
    for (const to of await person.page.evaluate<string[]>(LINKS)) {
      if (known.has(to) || LEADS_OUT.test(to)) continue;
      known.add(to);
      const seen = shapes.get(shapeOf(to)) ?? 0;
      shapes.set(shapeOf(to), seen + 1);
      if (seen < OF_ONE_SHAPE) waiting.push({ to, from: person.path });
    }
  }
  return { pages, wrong };
}

/** Windows, histories and screen readers tell pages by their titles: two places never have the same. */
async function sameTitle({ page }: Person, titles: Map<string, string>): Promise<string[]> {
  const [title, { pathname }] = [await page.title(), new URL(page.url())];
  const other = titles.get(title);
  titles.set(title, pathname);
  return other === undefined || other === pathname ? [] : [`its title is that of ${other}: "${title}"`];
}

/** The path with its ids left out, and the names in its query. */
function shapeOf(address: string): string {
  const { pathname, searchParams } = new URL(address, 'http://portal');
  const path = pathname.replace(/[^/]*\d[^/]*|[A-Za-z2-7]{20,}/g, '{id}');
  return `${path}?${[...searchParams.keys()].sort().join('&')}`;
}

/** False for what is saved and not shown. */
async function arrive(person: Person, to: string): Promise<boolean> {
  try {
    await person.page.goto(to);
    return true;
  } catch (error) {
    if (error instanceof Error && /Download is starting|ERR_ABORTED/.test(error.message)) return false;
    throw error;
  }
}
