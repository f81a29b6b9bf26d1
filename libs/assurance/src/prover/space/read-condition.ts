import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { EQUAL, LESS, MORE } from '../logic/atoms.js';
import { and, FALSE, not, or, TRUE, type Formula } from '../logic/formula.js';
import { equal, isEmpty, isMember, isSubset, meets, ordered } from './compare.js';
import {
  isBool,
  isText,
  presence,
  readTerms,
  sortOf,
  type Condition,
  type Guarded,
  type Reading,
  type Term,
} from './terms.js';
import { Unbounded } from './unbounded.js';

interface Binary {
  left: Expr;
  right: Expr;
}

const ORDERS: { readonly [operator: string]: number } = {
  '<': LESS,
  '<=': LESS | EQUAL,
  '>': MORE,
  '>=': MORE | EQUAL,
};
const SETS: { readonly [operator: string]: (left: Term, right: Term, reading: Reading) => Formula } = {
  contains: (set, element, reading) => isMember(element, set, reading),
  containsAll: (outer, inner, reading) => isSubset(inner, outer, reading),
  containsAny: meets,
};

const constant = (value: boolean): Condition => ({ holds: value ? TRUE : FALSE, fails: value ? FALSE : TRUE });

/** A test of values that are themselves conditional. */
function tested(values: readonly Guarded[], test: (term: Term) => Formula): Condition {
  const read = values.map(({ guard, term }) => ({ guard, outcome: test(term) }));
  return {
    holds: or(...read.map(({ guard, outcome }) => and(guard, outcome))),
    fails: or(...read.map(({ guard, outcome }) => and(guard, not(outcome)))),
  };
}

/** Whether an entity is, or is in, one named by literals. */
function isWithin(left: Term, right: Term, reading: Reading): Formula {
  const { family, table } = reading;
  const targets = right.is === 'list' ? right.elements : [right];
  if (left.is !== 'path' || targets.some((target) => target.is !== 'text')) {
    throw new Unbounded('"in" with other than literal entities to its right');
  }
  const texts = targets.filter((target) => target.is === 'text');
  if (left.path === 'action') {
    const inside = family.actions.filter((name) =>
      (family.actionGroups.get(name) ?? []).some((group) =>
        texts.some(({ value }) => value === `${family.actionType}::${JSON.stringify(group)}`),
      ),
    );
    return or(
      ...inside.map((name) =>
        equal(
          left,
          { is: 'text', sort: family.actionType, value: `${family.actionType}::${JSON.stringify(name)}` },
          reading,
        ),
      ),
    );
  }
  if (left.path !== 'principal' && left.path !== 'resource') throw new Unbounded('"in" of an attribute');
  const reachable = family.within.get(sortOf(left)) ?? [];
  const parents = (sort: string) => ({ is: 'path' as const, path: `${left.path}.^${sort}` });
  return or(
    ...texts.map(({ sort, value }) =>
      or(
        equal(left, { is: 'text', sort, value }, reading),
        reachable.includes(sort)
          ? table.yes({ kind: 'member', sort, element: { is: 'literal', value }, set: parents(sort) })
          : FALSE,
      ),
    ),
  );
}

/** Reads Cedar conditions into formulas over the conditions that they are made of, errors included. */
export class ConditionReader {
  private readonly decide = (expression: Expr): Condition => this.read(expression);

  constructor(private readonly reading: Reading) {}

  private terms(expression: Expr): Guarded[] {
    return readTerms(expression, this.reading, this.decide);
  }

  private both({ left, right }: Binary, test: (left: Term, right: Term, reading: Reading) => Formula): Condition {
    const pairs = this.terms(left).flatMap((one) => this.terms(right).map((other) => ({ one, other })));
    const read = pairs.map(({ one, other }) => ({
      guard: and(one.guard, other.guard),
      outcome: test(one.term, other.term, this.reading),
    }));
    return {
      holds: or(...read.map(({ guard, outcome }) => and(guard, outcome))),
      fails: or(...read.map(({ guard, outcome }) => and(guard, not(outcome)))),
    };
  }

  /** Whether an expression is itself a condition, so that equality with it means "both or neither". */
  private isCondition(expression: Expr): boolean {
    if ('Value' in expression) return typeof expression.Value === 'boolean';
    if ('Var' in expression || 'Set' in expression || 'Record' in expression) return false;
    if ('.' in expression) return this.terms(expression).every(({ term }) => isBool(term));
    if ('if-then-else' in expression) return this.isCondition((expression['if-then-else'] as { then: Expr }).then);
    return true;
  }

  private equality(sides: Binary): Condition {
    if (!this.isCondition(sides.left) || !this.isCondition(sides.right)) return this.both(sides, equal);
    const [left, right] = [this.read(sides.left), this.read(sides.right)];
    return {
      holds: or(and(left.holds, right.holds), and(left.fails, right.fails)),
      fails: or(and(left.holds, right.fails), and(left.fails, right.holds)),
    };
  }

  private has(expression: { left: Expr; attr: string | string[] }): Condition {
    const [first, ...rest] = typeof expression.attr === 'string' ? [expression.attr] : expression.attr;
    if (first === undefined) throw new Unbounded('"has" of nothing');
    const here = tested(this.terms(expression.left), (term) => presence(term, first, this.reading));
    if (rest.length === 0) return here;
    const deeper: Expr = { '.': { left: expression.left, attr: first } };
    const inner = this.has({ left: deeper, attr: rest });
    return { holds: and(here.holds, inner.holds), fails: or(here.fails, and(here.holds, inner.fails)) };
  }

  private like({ left, pattern }: { left: Expr; pattern: ('Wildcard' | { Literal: string })[] }): Condition {
    const parts = pattern.map((part) => (part === 'Wildcard' ? null : part.Literal));
    return tested(this.terms(left), (term) => {
      if (term.is !== 'path') throw new Unbounded('"like" of a literal');
      const whole = parts.every((part) => part !== null) ? parts.join('') : null;
      if (whole !== null) return equal(term, { is: 'text', sort: 'String', value: whole }, this.reading);
      if (parts.every((part) => part === null)) return TRUE;
      return this.reading.table.yes({ kind: 'like', left: { is: 'path', path: term.path }, pattern: parts });
    });
  }

  private isOfType({ left, entity_type: type, in: group }: { left: Expr; entity_type: string; in?: Expr }): Condition {
    const here = tested(this.terms(left), (term) => (isText(term) && sortOf(term) === type ? TRUE : FALSE));
    if (group === undefined) return here;
    const inside = this.both({ left, right: group }, isWithin);
    return { holds: and(here.holds, inside.holds), fails: or(here.fails, and(here.holds, inside.fails)) };
  }

  private booleanTerm(expression: Expr): Condition {
    return tested(this.terms(expression), (term) => {
      if (term.is === 'bool') return term.value ? TRUE : FALSE;
      if (term.is !== 'path' || term.type.is !== 'bool') throw new Unbounded('a condition that is not true or false');
      return this.reading.table.yes({ kind: 'holds', path: term.path });
    });
  }

  private logic(operator: string, operand: unknown): Condition {
    const { left, right } = operand as Binary;
    const [one, other] = [this.read(left), this.read(right)];
    if (operator === '&&')
      return { holds: and(one.holds, other.holds), fails: or(one.fails, and(one.holds, other.fails)) };
    return { holds: or(one.holds, and(one.fails, other.holds)), fails: and(one.fails, other.fails) };
  }

  private conditional(operand: { if: Expr; then: Expr; else: Expr }): Condition {
    const [test, then, otherwise] = [this.read(operand.if), this.read(operand.then), this.read(operand.else)];
    return {
      holds: or(and(test.holds, then.holds), and(test.fails, otherwise.holds)),
      fails: or(and(test.holds, then.fails), and(test.fails, otherwise.fails)),
    };
  }

  /** @throws Unbounded naming what cannot be split into classes. */
  read(expression: Expr): Condition {
    const [entry] = Object.entries(expression);
    if (entry === undefined) throw new Unbounded('an empty expression');
    const [operator, operand] = entry as [string, unknown];
    const order = ORDERS[operator];
    if (order !== undefined) return this.both(operand as Binary, (a, b, reading) => ordered(a, b, order, reading));
    const ofSets = SETS[operator];
    if (ofSets) return this.both(operand as Binary, ofSets);
    switch (operator) {
      case 'Value':
        if (typeof operand === 'boolean') return constant(operand);
        throw new Unbounded('a literal that is not true or false');
      case '.':
        return this.booleanTerm(expression);
      case '!': {
        const { holds, fails } = this.read((operand as { arg: Expr }).arg);
        return { holds: fails, fails: holds };
      }
      case '&&':
      case '||':
        return this.logic(operator, operand);
      case '==':
        return this.equality(operand as Binary);
      case '!=': {
        const { holds, fails } = this.equality(operand as Binary);
        return { holds: fails, fails: holds };
      }
      case 'if-then-else':
        return this.conditional(operand as { if: Expr; then: Expr; else: Expr });
      case 'has':
        return this.has(operand as { left: Expr; attr: string | string[] });
      case 'like':
        return this.like(operand as { left: Expr; pattern: ('Wildcard' | { Literal: string })[] });
      case 'is':
        return this.isOfType(operand as { left: Expr; entity_type: string; in?: Expr });
      case 'in':
        return this.both(operand as Binary, isWithin);
      case 'isEmpty':
        return tested(this.terms((operand as { arg: Expr }).arg), (term) => isEmpty(term, this.reading));
      default:
        throw new Unbounded(`the operator ${operator}`);
    }
  }
}
