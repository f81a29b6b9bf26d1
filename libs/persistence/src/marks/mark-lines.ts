import { createHash } from 'node:crypto';
import { type Mark, MarkStoreDamaged, type Stored } from './mark-store.js';

/** One line of a journal. `order` of an incarnation is its place among them: journals of several processes have no order. */
export type MarkLine =
  | ({ readonly kind: 'mark' } & Mark)
  | { readonly kind: 'void'; readonly ids: readonly string[] }
  | { readonly kind: 'signed'; readonly incarnation: string; readonly size: number }
  | { readonly kind: 'incarnation'; readonly incarnation: string; readonly order: number; readonly size: number };

const CHECK_LENGTH = 12;
/** Older marks of a thing are dropped this long before its newest: clocks of two hosts differ by less. */
const SAME_TIME_MS = 600_000;

/** JSON behind a checksum of it. */
export function textOf(lines: readonly MarkLine[]): string {
  return lines
    .map((line) => JSON.stringify(line))
    .map((json) => `${checkOf(json)} ${json}\n`)
    .join('');
}

/**
 * Leaves out an end that a crash tore off before its line break: its mark was never acknowledged, so nothing rests on it.
 * Throws `MarkStoreDamaged`, with the journal and the line, for any other line that is not whole.
 */
export function linesIn(text: string, journal: string): MarkLine[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, at) => {
    const json = line.slice(CHECK_LENGTH + 1);
    if (line.slice(0, CHECK_LENGTH) === checkOf(json)) return JSON.parse(json) as MarkLine;
    throw new MarkStoreDamaged(
      `line ${at + 1} of ${journal} in the restart-proof store is not whole: put that file back from a copy of the store; ` +
        'without one, take it out of the folder and run npm run recover -- --store-lost (docs/hazards.md, "After a restore of the database")',
    );
  });
}

/** What lines of any journals, in any order, say together. A line that stands twice says the same. */
export function foldLines(lines: readonly MarkLine[]): Stored {
  const incarnations = new Map<string, { order: number; size: number }>();
  const marks = new Map<string, Mark>();
  for (const line of lines) {
    if (line.kind === 'incarnation') incarnations.set(line.incarnation, line);
    if (line.kind === 'mark') marks.set(line.id, { id: line.id, things: line.things, at: line.at });
  }
  for (const id of voidedBy(lines)) marks.delete(id);
  const ordered = [...incarnations].sort(([, a], [, b]) => a.order - b.order);
  const inForce = ordered.at(-1);
  const signedSize = inForce === undefined ? 0 : Math.max(inForce[1].size, signedOf(lines).get(inForce[0]) ?? 0);
  return { incarnations: ordered.map(([id]) => id), signedSize, marks: [...marks.values()] };
}

/**
 * Lines that tell beside those that stand elsewhere what these told, in as few as do. Of marks, those stay that are the newest
 * of one of their things: a database that lacks an earlier change lacks the newest too.
 */
export function shortened(lines: readonly MarkLine[], elsewhere: readonly MarkLine[]): MarkLine[] {
  const rolledBack = voidedBy([...lines, ...elsewhere]);
  const marks = foldLines(lines).marks.filter(({ id }) => !rolledBack.has(id));
  const newest = new Map<string, number>();
  for (const { things, at } of marks) {
    for (const thing of things) newest.set(thing, Math.max(at, newest.get(thing) ?? 0));
  }
  const kept = marks.filter(({ things, at }) => things.some((thing) => at > newest.get(thing)! - SAME_TIME_MS));
  const others = new Set(elsewhere.map((line) => (line.kind === 'mark' ? line.id : undefined)));
  const ids = [...voidedBy(lines)].filter((id) => others.has(id));
  return [
    ...lines.filter((line) => line.kind === 'incarnation'),
    // Of each: which one is in force may stand elsewhere.
    ...[...signedOf(lines)].map(([incarnation, size]): MarkLine => ({ kind: 'signed', incarnation, size })),
    ...(ids.length > 0 ? [{ kind: 'void' as const, ids }] : []),
    ...kept.map((mark) => ({ kind: 'mark' as const, ...mark })),
  ];
}

function voidedBy(lines: readonly MarkLine[]): Set<string> {
  return new Set(lines.flatMap((line) => (line.kind === 'void' ? line.ids : [])));
}

/** The largest size of each incarnation. */
function signedOf(lines: readonly MarkLine[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const line of lines) {
    if (line.kind === 'signed') sizes.set(line.incarnation, Math.max(line.size, sizes.get(line.incarnation) ?? 0));
  }
  return sizes;
}

function checkOf(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, CHECK_LENGTH);
}
