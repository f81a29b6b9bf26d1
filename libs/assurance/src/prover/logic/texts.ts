import { YES, type Atom, type TextTerm } from './atoms.js';
import type { Decided } from './integers.js';

export type TextAtom = Exclude<Atom, { kind: 'order' | 'holds' | 'present' }>;

/** Texts that are equal to each other, under one name. */
export interface TextClass {
  name: string;
  paths: string[];
  literal: string | null;
  /** Wildcard patterns that it must or must not match. */
  patterns: { pattern: readonly (string | null)[]; matches: boolean }[];
}

export function matches(text: string, pattern: readonly (string | null)[]): boolean {
  const escaped = pattern.map((part) => (part === null ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${escaped.join('')}$`, 's').test(text);
}

const keyOf = (term: TextTerm): string => (term.is === 'path' ? `path ${term.path}` : `text ${term.value}`);

/** One pattern at most is compared with texts that are compared with each other (`Theory` refuses more). */
const fits = ({ literal, patterns }: TextClass): boolean =>
  literal === null
    ? patterns.every(({ matches: wanted }) => wanted === patterns[0]?.matches)
    : patterns.every(({ pattern, matches: wanted }) => matches(literal, pattern) === wanted);

/** Which texts are equal. What is not said to be equal may be taken to differ: that is always the freest choice. */
export class TextClasses {
  private readonly classes = new Map<string, TextClass>();

  of(term: TextTerm): TextClass {
    const key = keyOf(term);
    let found = this.classes.get(key);
    if (found === undefined) {
      found = {
        name: key,
        paths: term.is === 'path' ? [term.path] : [],
        literal: term.is === 'literal' ? term.value : null,
        patterns: [],
      };
      this.classes.set(key, found);
    }
    return found;
  }

  all(): TextClass[] {
    return [...new Set(this.classes.values())];
  }

  private unite(left: TextClass, right: TextClass): boolean {
    if (left === right) return true;
    if (left.literal !== null && right.literal !== null) return false;
    left.paths.push(...right.paths);
    left.patterns.push(...right.patterns);
    left.literal ??= right.literal;
    for (const [key, one] of this.classes) if (one === right) this.classes.set(key, left);
    return true;
  }

  /** @returns whether some texts stand as decided. `finite` are the paths that can have only these values. */
  settle(decided: readonly Decided<TextAtom>[], finite: ReadonlyMap<string, readonly string[]>): boolean {
    for (const { atom, mask } of decided) {
      if (atom.kind === 'equal' && mask === YES && !this.unite(this.of(atom.left), this.of(atom.right))) return false;
    }
    const unequal: [TextClass, TextClass][] = [];
    for (const { atom, mask } of decided) {
      if (atom.kind === 'like') {
        this.of(atom.left).patterns.push({ pattern: atom.pattern, matches: mask === YES });
      } else if (atom.kind === 'equal' && mask !== YES) {
        unequal.push([this.of(atom.left), this.of(atom.right)]);
      } else if (atom.kind === 'member') this.of(atom.element);
    }
    if (unequal.some(([left, right]) => left === right)) return false;
    for (const one of this.all()) {
      const values = one.paths.map((path) => finite.get(path)).find((list) => list !== undefined);
      if (values === undefined) continue;
      const barred = unequal.flatMap(([left, right]) =>
        left === one ? right.literal : right === one ? left.literal : [],
      );
      one.literal ??= values.find((value) => !barred.includes(value)) ?? null;
      if (one.literal === null || !values.includes(one.literal)) return false;
    }
    return this.all().every(fits);
  }
}
