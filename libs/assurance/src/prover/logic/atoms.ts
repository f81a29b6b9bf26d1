import { literal, type Formula } from './formula.js';

/** A text or entity that a condition compares: an attribute of the request by its path, or a literal. */
export type TextTerm =
  | { readonly is: 'path'; readonly path: string }
  | { readonly is: 'literal'; readonly value: string };

/** A whole number that a condition compares. */
export type NumberTerm =
  | { readonly is: 'path'; readonly path: string }
  | { readonly is: 'literal'; readonly value: number };

/** A set: an attribute by its path, or literals. */
export type SetTerm =
  | { readonly is: 'path'; readonly path: string }
  | { readonly is: 'literal'; readonly values: readonly string[] };

/** One thing that conditions can tell apart. Values are bits: yes 1, no 2; of an order: less 1, equal 2, more 4. */
export type Atom =
  | { kind: 'holds'; path: string }
  | { kind: 'present'; path: string }
  | { kind: 'equal'; sort: string; left: TextTerm & { is: 'path' }; right: TextTerm }
  | { kind: 'like'; left: TextTerm & { is: 'path' }; pattern: readonly (string | null)[] }
  | { kind: 'order'; left: NumberTerm & { is: 'path' }; right: NumberTerm }
  | { kind: 'member'; sort: string; element: TextTerm; set: SetTerm & { is: 'path' } }
  | { kind: 'subset'; sort: string; left: SetTerm & { is: 'path' }; right: SetTerm }
  | { kind: 'meet'; sort: string; left: SetTerm & { is: 'path' }; right: SetTerm & { is: 'path' } };

export const YES = 1;
export const NO = 2;
export const LESS = 1;
export const EQUAL = 2;
export const MORE = 4;

export const allValues = (atom: Atom): number => (atom.kind === 'order' ? LESS | EQUAL | MORE : YES | NO);

/** The conditions of a bundle and its invariants, each once, numbered. */
export class AtomTable {
  readonly atoms: Atom[] = [];
  private readonly numbers = new Map<string, number>();

  private literalOf(atom: Atom, allow: number): Formula {
    const key = JSON.stringify(atom);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.atoms.push(atom) - 1;
      this.numbers.set(key, number);
    }
    return literal(number, allow, allValues(atom));
  }

  yes(atom: Exclude<Atom, { kind: 'order' }>): Formula {
    return this.literalOf(atom, YES);
  }

  /** Whether two numbers stand in one of the orders of the mask. Each pair is one atom, whichever way it is written. */
  order(left: NumberTerm & { is: 'path' }, right: NumberTerm, allow: number): Formula {
    if (right.is === 'path' && right.path < left.path) {
      const turned = (allow & EQUAL) | (allow & LESS ? MORE : 0) | (allow & MORE ? LESS : 0);
      return this.literalOf({ kind: 'order', left: right, right: left }, turned);
    }
    return this.literalOf({ kind: 'order', left, right }, allow);
  }
}
