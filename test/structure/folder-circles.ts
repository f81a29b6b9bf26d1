import { posix } from 'node:path';

/** A file of the product: its path from the root, and its text. */
export type Source = readonly [path: string, text: string];

const PLACE = /^apps\/([^/]+)\/src\/([^/]+)\//;
const IMPORTED = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;
/** What tests need stands outside: it may know any room. */
const OF_TESTS = /\.spec\.ts$|\/(testing|faults)\//;

/**
 * The circles of the first folders under each app's `src`: rooms that need each other, by whatever way, are one room, though
 * no two of their files do. Types count. Each as its rooms in order: `relay: delivery, dispatch`.
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
  const from = roomOf(path);
  if (from === null || OF_TESTS.test(path)) return [];
  return [...text.matchAll(IMPORTED)].flatMap(([, target]): [string, string][] => {
    const to = roomOf(posix.join(posix.dirname(path), target!));
    return to === null || to === from || to.endsWith('/testing') ? [] : [[from, to]];
  });
}

/** `app/folder`; null for what lies beside the folders, which joins them. */
function roomOf(path: string): string | null {
  const [, app, folder] = PLACE.exec(path) ?? [];
  return app && folder ? `${app}/${folder}` : null;
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
  `${circle[0]!.split('/')[0]}: ${circle.map((room) => room.split('/')[1]).join(', ')}`;
