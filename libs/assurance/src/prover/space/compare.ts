import { EQUAL, LESS, MORE } from '../logic/atoms.js';
import { and, FALSE, not, or, TRUE, type Formula } from '../logic/formula.js';
import {
  isBool,
  isNumber,
  isSet,
  isText,
  numberTerm,
  setPath,
  sortOf,
  textTerm,
  type Reading,
  type Term,
} from './terms.js';
import { Unbounded } from './unbounded.js';

function elementSort(term: Term): string | null {
  if (term.is !== 'path' || term.type.is !== 'set') return null;
  if (term.type.element.is !== 'text') throw new Unbounded(`${term.path}, a set of other things than texts`);
  return term.type.element.sort;
}

function equalTexts(left: Term, right: Term, { table, family }: Reading): Formula {
  const sort = sortOf(left);
  if (sort !== sortOf(right)) return FALSE;
  const [a, b] = [textTerm(left), textTerm(right)].sort((one, other) =>
    one.is === other.is ? (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1) : one.is === 'path' ? -1 : 1,
  );
  if (a === undefined || b === undefined) return FALSE;
  if (a.is === 'literal') return b.is === 'literal' && a.value === b.value ? TRUE : FALSE;
  if (b.is === 'path' && a.path === b.path) return TRUE;
  const ends = [a.path, b.is === 'path' ? b.path : ''];
  if (ends.includes('principal') && ends.includes('resource')) {
    throw new Unbounded('principal and resource compared with each other: they could be one entity');
  }
  if (a.path === 'action' && b.is === 'literal') {
    const known = family.actions.some((name) => b.value === `${family.actionType}::${JSON.stringify(name)}`);
    if (!known) return FALSE;
  }
  return table.yes({ kind: 'equal', sort, left: a, right: b });
}

/** Whether two numbers stand in one of the orders of the mask. */
export function ordered(left: Term, right: Term, allow: number, { table }: Reading): Formula {
  if (!isNumber(left) || !isNumber(right)) throw new Unbounded('an order of other things than whole numbers');
  const [a, b] = [numberTerm(left), numberTerm(right)];
  if (a.is === 'literal' && b.is === 'literal') {
    const order = a.value < b.value ? LESS : a.value > b.value ? MORE : EQUAL;
    return (allow & order) === 0 ? FALSE : TRUE;
  }
  if (a.is === 'path') {
    if (b.is === 'path' && a.path === b.path) return (allow & EQUAL) === 0 ? FALSE : TRUE;
    return table.order(a, b, allow);
  }
  const turned = (allow & EQUAL) | (allow & LESS ? MORE : 0) | (allow & MORE ? LESS : 0);
  return b.is === 'path' ? table.order(b, a, turned) : FALSE;
}

export function isMember(element: Term, set: Term, reading: Reading): Formula {
  if (set.is === 'list') return or(...set.elements.map((one) => equal(one, element, reading)));
  const sort = elementSort(set);
  if (set.is !== 'path' || sort === null || !isText(element)) throw new Unbounded('membership of this kind');
  if (sortOf(element) !== sort) return FALSE;
  return reading.table.yes({ kind: 'member', sort, element: textTerm(element), set: setPath(set.path) });
}

/** Whether all of the one are in the other. */
export function isSubset(inner: Term, outer: Term, reading: Reading): Formula {
  if (inner.is === 'list') return and(...inner.elements.map((one) => isMember(one, outer, reading)));
  const sort = elementSort(inner);
  if (inner.is !== 'path' || sort === null) throw new Unbounded('a comparison of sets of this kind');
  if (outer.is === 'path') {
    if (outer.path === inner.path) return TRUE;
    if (elementSort(outer) !== sort) throw new Unbounded('a comparison of sets of different things');
    return reading.table.yes({ kind: 'subset', sort, left: setPath(inner.path), right: setPath(outer.path) });
  }
  const values = outer.is === 'list' ? outer.elements.flatMap((one) => (one.is === 'text' ? one.value : [])) : [];
  if (outer.is !== 'list' || values.length !== outer.elements.length) {
    throw new Unbounded(`whether ${inner.path} is within a list that is not of literals`);
  }
  const right = { is: 'literal' as const, values: [...new Set(values)].sort() };
  return reading.table.yes({ kind: 'subset', sort, left: setPath(inner.path), right });
}

export const isEmpty = (set: Term, reading: Reading): Formula =>
  set.is === 'list' ? (set.elements.length === 0 ? TRUE : FALSE) : isSubset(set, { is: 'list', elements: [] }, reading);

/** Whether two sets share an element. */
export function meets(left: Term, right: Term, reading: Reading): Formula {
  if (left.is === 'list') return or(...left.elements.map((one) => isMember(one, right, reading)));
  if (right.is === 'list') return meets(right, left, reading);
  const sort = elementSort(left);
  if (left.is !== 'path' || right.is !== 'path' || sort === null || elementSort(right) !== sort) {
    throw new Unbounded('a comparison of sets of this kind');
  }
  if (left.path === right.path) return not(isEmpty(left, reading));
  const [a, b] = left.path < right.path ? [left, right] : [right, left];
  return reading.table.yes({ kind: 'meet', sort, left: setPath(a.path), right: setPath(b.path) });
}

export function equal(left: Term, right: Term, reading: Reading): Formula {
  if (isText(left) && isText(right)) return equalTexts(left, right, reading);
  if (isNumber(left) && isNumber(right)) return ordered(left, right, EQUAL, reading);
  if (isSet(left) && isSet(right)) return and(isSubset(left, right, reading), isSubset(right, left, reading));
  const kinds = [isText, isNumber, isSet, isBool];
  const known = [left, right].every((term) => kinds.some((kind) => kind(term)));
  if (known && !isBool(left) && !isBool(right)) return FALSE;
  throw new Unbounded('equality of records, extension values or mixed things');
}
