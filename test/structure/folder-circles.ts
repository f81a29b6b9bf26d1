import { posix } from 'node:path';

/** A file of the product: its path from the root, and its text. */
export type Source = readonly [path: string, text: string];

const IMPORTED = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;
/** What tests need stands outside: it may know any room. */
const OF_TESTS = /\.spec\.ts$|\/(testing|faults)\//;

/**
 * The circles of the folders that lie side by side anywhere under an app's `src`: rooms that need each other, by whatever way,
 * are one room, though no two of their files do. Types count. Each as where they lie and its rooms in order:
 * `relay: delivery, dispatch`, `policy/registry: agency, stop`.
 */
export function folderCircles(sources: readonly Source[]): string[] {
  const rooms = new Map<string, Set<string>>();
  for (const [from, to] of sources.flatMap(importsOf)) rooms.set(from, (rooms.get(from) ?? new Set()).add(to));
  const reached = new Map([...rooms.keys()].map((room) => [room, reachedFrom(room, rooms)]));
  const circles = [...reached].flatMap(([room, others]) => {
    const back = [...others].filter((other) => other !== room && reached.get(other)?.has(room));
    return back.length === 0 ? [] : [[room, ...back].sort()];
  });
  return [...new Set(circles.map(named))].sort();
}

function importsOf([path, text]: Source): [from: string, to: string][] {
  if (OF_TESTS.test(path)) return [];
  return [...text.matchAll(IMPORTED)].flatMap(([, target]) => roomsBetween(path, target!));
}

/** The two rooms side by side that an import joins: none where a file lies beside the folders, which joins them. */
function roomsBetween(path: string, target: string): [from: string, to: string][] {
  const [from, to] = [path, posix.join(posix.dirname(path), target)].map((place) => place.split('/'));
  const parting = from!.findIndex((part, depth) => part !== to![depth]);
  const [own, other] = [from!, to!].map((parts) => parts.slice(0, parting + 1));
  const isRooms = parting < from!.length - 1 && parting < to!.length - 1;
  return isRooms && other!.at(-1) !== 'testing' ? [[own!.join('/'), other!.join('/')]] : [];
}

function reachedFrom(room: string, rooms: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const next = [room];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    const unseen = [...(rooms.get(at) ?? [])].filter((to) => !reached.has(to));
    next.push(...unseen);
    for (const to of unseen) reached.add(to);
  }
  return reached;
}

const named = (circle: readonly string[]): string =>
  `${posix.dirname(circle[0]!).replace(/^apps\/([^/]+)\/src/, '$1')}: ${circle.map((room) => posix.basename(room)).join(', ')}`;
