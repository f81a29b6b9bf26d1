import { linksIn, pathWithin, shapeOf } from './links.js';

/** Where to begin besides the links: what a form leads to. */
export interface Start {
  readonly path: string;
  /** Where the same address shows something else, as a refusal in place of a record. */
  readonly called?: string;
}

/** One page, measured under its name. */
export interface FoundPage {
  readonly name: string;
  readonly path: string;
}

/** An address as it answered, with no redirect followed. */
export interface Looked {
  readonly status: number;
  readonly location: string | null;
  /** Undefined for what is saved and not shown. */
  readonly html: string | undefined;
  /** The portal says how long it waited for the APIs. What says nothing is another app's. */
  readonly timed: boolean;
}

export interface Found {
  readonly pages: readonly FoundPage[];
  /** What answered anything but 200, by name. */
  readonly wrong: readonly string[];
}

const ORIGIN = 'http://portal';
/** More shapes than any portal has: ids that `shapeOf` does not know would be followed without end. */
const MOST = 200;

/** Follows every link breadth first and answers with one address of each shape; `look` asks for an address. */
export async function findPages(starts: readonly Start[], look: (path: string) => Promise<Looked>): Promise<Found> {
  const pages: FoundPage[] = [];
  const wrong: string[] = [];
  const waiting: FoundPage[] = [];
  const known = new Set<string>();
  const take = (path: string, called?: string): void => {
    const name = called === undefined ? shapeOf(path) : `${shapeOf(path)} (${called})`;
    if (known.has(name)) return;
    known.add(name);
    waiting.push({ name, path });
  };
  for (const { path, called } of starts) take(path, called);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (known.size > MOST) throw new Error(`more than ${MOST} shapes of addresses, the last of them ${next.name}`);
    const at = new URL(next.path, ORIGIN);
    const { status, location, html, timed } = await look(next.path);
    const onward = status >= 300 && status < 400 && location !== null ? pathWithin(location, at) : undefined;
    if (onward !== undefined) take(onward);
    else if (status !== 200) wrong.push(`${next.name} answered ${status}`);
    else if (timed) pages.push(next);
    else if (html !== undefined) wrong.push(`${next.name} says nothing of how long it waited for the APIs`);
    for (const link of linksIn(status === 200 && html ? html : '', at)) take(link);
  }
  return { pages, wrong };
}
