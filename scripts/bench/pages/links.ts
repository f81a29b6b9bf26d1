/** Not followed: they end the session, begin another one, or change the language. */
const LEADS_OUT = /^\/(exit|sign-in|sign-out|language)(\/|$)/;
const LINK = /<a(?=\s)(?:[^>"']|"[^"]*"|'[^']*')*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const ENTITY = /&(?:#x([0-9a-f]+)|#(\d+)|(amp|quot|apos|lt|gt));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };
/** What differs from one thing to the next of its kind: whatever has a digit in it, and long names of nothing. */
const ID = /[^/]*\d[^/]*|[A-Za-z2-7]{20,}/g;
/** A word of a vocabulary or an agency: `MEDS`, `NM-ASC`. */
const CODE = /(?<=\/)[A-Z][A-Z-]+(?=\/|$)/g;

/** Paths and queries of the pages of the same origin to which this page links, each once, in their order. */
export function linksIn(html: string, at: URL): string[] {
  const found = [...html.matchAll(LINK)].map(([, double, single]) => pathWithin(decoded(double ?? single ?? ''), at));
  return [...new Set(found.filter((path) => path !== undefined))];
}

/** Where a link or a redirect of a page leads: undefined when that is outside, or one of the ways out. */
export function pathWithin(href: string, at: URL): string | undefined {
  const url = URL.canParse(href, at.href) ? new URL(href, at) : undefined;
  return url?.origin === at.origin && !LEADS_OUT.test(url.pathname) ? url.pathname + url.search : undefined;
}

/** What pages of one kind have in common: the path without its ids and codes, and the names in its query. */
export function shapeOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://portal');
  const names = [...new Set(searchParams.keys())].sort();
  const kind = pathname.replace(ID, '{id}').replace(CODE, '{code}');
  return names.length === 0 ? kind : `${kind}?${names.join('&')}`;
}

/** Text of an attribute as a browser reads it. */
export function decoded(text: string): string {
  return text.replace(ENTITY, (_whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal === undefined ? NAMED[name!.toLowerCase()]! : String.fromCodePoint(Number(decimal));
  });
}
