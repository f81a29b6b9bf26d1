/**
 * Propositional formulas in negation normal form. A literal says that an atom (a condition such as "the directive is
 * withdrawn", or the order of two times) has one of the values in a bit mask.
 */
export type Formula =
  | { readonly is: 'true' }
  | { readonly is: 'false' }
  | { readonly is: 'literal'; readonly atom: number; readonly allow: number; readonly all: number }
  | { readonly is: 'and'; readonly parts: readonly Formula[] }
  | { readonly is: 'or'; readonly parts: readonly Formula[] };

export const TRUE: Formula = { is: 'true' };
export const FALSE: Formula = { is: 'false' };

export const literal = (atom: number, allow: number, all: number): Formula =>
  allow === 0 ? FALSE : allow === all ? TRUE : { is: 'literal', atom, allow, all };

function join(is: 'and' | 'or', parts: readonly Formula[]): Formula {
  const [neutral, absorbing] = is === 'and' ? [TRUE, FALSE] : [FALSE, TRUE];
  const flat: Formula[] = [];
  for (const part of parts) {
    if (part.is === absorbing.is) return absorbing;
    if (part.is === is) flat.push(...part.parts);
    else if (part.is !== neutral.is) flat.push(part);
  }
  const [only] = flat;
  return only === undefined ? neutral : flat.length === 1 ? only : { is, parts: flat };
}

export const and = (...parts: readonly Formula[]): Formula => join('and', parts);
export const or = (...parts: readonly Formula[]): Formula => join('or', parts);

export function not(formula: Formula): Formula {
  switch (formula.is) {
    case 'true':
      return FALSE;
    case 'false':
      return TRUE;
    case 'literal':
      return literal(formula.atom, formula.all & ~formula.allow, formula.all);
    case 'and':
      return or(...formula.parts.map(not));
    case 'or':
      return and(...formula.parts.map(not));
  }
}

/** For each atom, the values that it may still have, as a bit mask. */
export type Masks = Uint8Array;

/** 1: true whatever the open atoms are; −1: false whatever they are; 0: open. */
export function weigh(formula: Formula, masks: Masks): -1 | 0 | 1 {
  switch (formula.is) {
    case 'true':
      return 1;
    case 'false':
      return -1;
    case 'literal': {
      const mask = masks[formula.atom] ?? 0;
      return (mask & formula.allow) === 0 ? -1 : (mask & ~formula.allow) === 0 ? 1 : 0;
    }
    default: {
      const absorbing = formula.is === 'and' ? -1 : 1;
      let open = false;
      for (const part of formula.parts) {
        const value = weigh(part, masks);
        if (value === absorbing) return absorbing;
        if (value === 0) open = true;
      }
      return open ? 0 : absorbing === 1 ? -1 : 1;
    }
  }
}

/** Atoms that make a false formula false: with these as they are, it stays false whatever the others become. */
export function reasonOf(formula: Formula, masks: Masks): bigint {
  if (formula.is === 'literal') return 1n << BigInt(formula.atom);
  if (formula.is === 'and') {
    const failing = formula.parts.find((part) => weigh(part, masks) === -1);
    return failing === undefined ? 0n : reasonOf(failing, masks);
  }
  return formula.is === 'or' ? formula.parts.reduce((sum, part) => sum | reasonOf(part, masks), 0n) : 0n;
}

type Literal = Extract<Formula, { is: 'literal' }>;

/** An open literal of an open formula, and whether the formula needs it to hold. */
export interface Choice {
  literal: Literal;
  forced: boolean;
}

/** What to decide next about an open formula: a literal that it cannot do without where there is one. */
export function chooseOpen(formula: Formula, masks: Masks): Choice | null {
  if (formula.is === 'literal') return { literal: formula, forced: true };
  if (formula.is !== 'and' && formula.is !== 'or') return null;
  const open = formula.parts.filter((part) => weigh(part, masks) === 0);
  let first: Choice | null = null;
  for (const part of open) {
    const choice = chooseOpen(part, masks);
    if (choice === null) continue;
    const forced = choice.forced && (formula.is === 'and' || open.length === 1);
    if (forced) return { literal: choice.literal, forced };
    first ??= { literal: choice.literal, forced: false };
  }
  return first;
}
