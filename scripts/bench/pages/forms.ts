import { decoded, pathWithin } from './links.js';
import type { WebSession } from './web-session.js';

const FORM = /<form\b([^>]*)>([\s\S]*?)<\/form>/gi;
const HIDDEN = /<input type="hidden" name="([^"]*)" value="([^"]*)">/g;

/** What a page's own form carries unseen: not of the one that every page has for signing out. */
export function hiddenFields(html: string): [name: string, value: string][] | undefined {
  const own = [...html.matchAll(FORM)].find(([, attributes = '']) => {
    return /\bmethod="post"/.test(attributes) && !/\baction="\/sign-out"/.test(attributes);
  });
  return own && [...own[2]!.matchAll(HIDDEN)].map(([, name, value]) => [decoded(name!), decoded(value!)]);
}

/**
 * Fills in the form of a page and sends it, and that of the page to which it leads, and so on: one answer a form.
 * @returns the path to which the last of them leads
 * @throws when one is not taken
 */
export async function sendForms(
  session: WebSession,
  edge: string,
  from: string,
  answers: readonly Readonly<Record<string, string>>[],
): Promise<string> {
  let path = from;
  for (const answer of answers) {
    const url = new URL(path, edge);
    const hidden = hiddenFields(await (await session.ask(url)).text());
    if (!hidden) throw new Error(`there is no form at ${path}`);
    const body = new URLSearchParams([...hidden, ...Object.entries(answer)]);
    const taken = await session.ask(url, { method: 'POST', body });
    await taken.arrayBuffer();
    const next = pathWithin(taken.headers.get('location') ?? 'about:blank', url);
    if (taken.status !== 303 || next === undefined) throw new Error(`the form at ${path} was answered ${taken.status}`);
    path = next;
  }
  return path;
}
