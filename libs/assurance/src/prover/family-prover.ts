import { BundleError, type Bundle } from '#libs/cedar';
import { allValues, AtomTable, NO, YES } from './logic/atoms.js';
import { and, FALSE, literal, not, or, weigh, type Formula } from './logic/formula.js';
import { Search, type Outcome, type SearchOptions } from './logic/solver.js';
import { Theory } from './logic/theory.js';
import { changeOf } from './pages/change-of.js';
import { obligationsOf } from './pages/check-invariant.js';
import type { Invariant, InvariantPages, PageCondition } from './pages/invariant.js';
import type { PageConditions } from './pages/page-conditions.js';
import type { Family } from './space/attribute-type.js';
import { RequestBuilder } from './space/build-request.js';
import { ConditionReader } from './space/read-condition.js';
import { readRule, type ReadRule } from './space/read-rule.js';
import { literalTerm, type Condition, type Term } from './space/terms.js';
import { Unbounded } from './space/unbounded.js';

const MOST_DEPARTURES = 12;
const MOST_SPLITS = 4_000;

/** A text in a set that lies within a list of literals is one of them. */
const boundMembers = (table: AtomTable): Formula[] =>
  [...table.atoms].flatMap((within) => {
    if (within.kind !== 'subset' || within.right.is !== 'literal' || within.right.values.length === 0) return [];
    const { sort, left, right } = within;
    return [...table.atoms].flatMap((member) => {
      if (member.kind !== 'member' || member.set.path !== left.path || member.element.is !== 'path') return [];
      const { element } = member;
      const values = right.values.map((value) =>
        table.yes({ kind: 'equal', sort, left: element, right: { is: 'literal', value } }),
      );
      return [or(not(table.yes(within)), not(table.yes(member)), ...values)];
    });
  });

/** Requests of one family, and the rules and invariants over them, as formulas. */
export class FamilyProver {
  readonly table = new AtomTable();
  readonly rules: readonly ReadRule[];
  readonly assumed: readonly Formula[];
  readonly ordinary: ReadonlyMap<number, number>;
  readonly builder: RequestBuilder;
  private readonly goals: ReadonlyMap<Invariant, readonly Formula[]>;
  private readonly subjects: ReadonlyMap<Invariant, readonly Formula[]>;
  private readonly theory: Theory;
  private readonly erring: ReadonlySet<string>;

  /** @throws BundleError with file, line and rule of what cannot be bounded. */
  constructor(
    private readonly bundle: Bundle,
    family: Family,
    pages: InvariantPages,
    private readonly conditions: PageConditions,
  ) {
    const read = (fixed: ReadonlyMap<string, Term>): ReadRule[] => {
      const reader = new ConditionReader({ family, table: this.table, fixed });
      return [...bundle.rules.values()].map((rule) => readRule(rule, reader));
    };
    const reader = new ConditionReader({ family, table: this.table, fixed: new Map() });
    this.rules = read(new Map());
    const assumed = pages.assume.map(({ holds }) => this.read(reader, holds).holds);
    const ordinary = pages.ordinary.map((condition) => this.read(reader, condition).holds);
    // Everything is read before anything is searched: the groups of conditions must be whole.
    const whens = new Map(pages.invariants.map((one) => [one, this.readClaim(one, reader, read)]));
    this.assumed = [...assumed, ...boundMembers(this.table)];
    this.ordinary = this.ordinaryOf(ordinary);
    const actions = family.actions.map((name) => `${family.actionType}::${JSON.stringify(name)}`);
    this.theory = new Theory(this.table.atoms, new Map([['action', actions]]));
    this.refusePatterns();
    this.builder = new RequestBuilder(family, this.table, this.theory, this.ordinary);
    this.erring = new Set(
      this.rules
        .filter(({ satisfied, unsatisfied }) => this.exists([not(satisfied), not(unsatisfied)]))
        .map(({ rule }) => rule.id),
    );
    this.subjects = new Map(
      [...whens].map(([one, { when }]) => {
        if (when === null) return [one, []];
        return [one, [one.claim.kind === 'permitted only if' ? not(when.holds) : when.holds]];
      }),
    );
    this.goals = new Map([...whens].map(([one, { when, changed }]) => [one, this.goalOf(one, when, changed)]));
  }

  private read(reader: ConditionReader, condition: PageCondition): Condition {
    try {
      return reader.read(this.conditions.expressionOf(condition));
    } catch (error) {
      if (!(error instanceof Unbounded)) throw error;
      const { file, line } = condition;
      throw new BundleError([{ file, line, rule: null, message: `${error.message} cannot be bounded` }]);
    }
  }

  private readClaim(
    { claim }: Invariant,
    reader: ConditionReader,
    read: (fixed: ReadonlyMap<string, Term>) => ReadRule[],
  ) {
    if (claim.kind !== 'no gain from') return { when: this.read(reader, claim.when), changed: null };
    const { path, from, to } = changeOf(this.conditions.expressionOf(claim.change), claim.change);
    const changed = { from: read(new Map([[path, literalTerm(from)]])), to: read(new Map([[path, literalTerm(to)]])) };
    return { when: claim.when && this.read(reader, claim.when), changed };
  }

  private ordinaryOf(formulas: readonly Formula[]): Map<number, number> {
    const ordinary = new Map<number, number>();
    const add = (formula: Formula): void => {
      if (formula.is === 'literal') ordinary.set(formula.atom, formula.allow);
      if (formula.is === 'and') formula.parts.forEach(add);
    };
    formulas.forEach(add);
    // What is ordinarily one text is ordinarily no other.
    const usual = this.table.atoms.filter((atom, number) => atom.kind === 'equal' && ordinary.get(number) === YES);
    this.table.atoms.forEach((atom, number) => {
      if (atom.kind !== 'equal' || ordinary.has(number) || atom.right.is !== 'literal') return;
      const path = atom.left.path;
      const named = usual.some((one) => one.kind === 'equal' && one.left.path === path && one.right.is === 'literal');
      if (named) ordinary.set(number, NO);
    });
    return ordinary;
  }

  private refusePatterns(): void {
    const [atom] = this.theory.severalPatterns();
    if (atom?.kind !== 'like') return;
    const message = `${atom.left.path} is compared with several patterns, which cannot be bounded`;
    throw new BundleError([{ file: '.', line: 1, rule: null, message }]);
  }

  /** Formulas that hold together exactly where the decision point permits. */
  permitted(rules: readonly ReadRule[] = this.rules): Formula[] {
    const permits = rules.filter(({ rule }) => rule.effect === 'permit');
    const erring = permits.filter(({ rule }) => this.erring.has(rule.id));
    return [
      or(...permits.map(({ satisfied }) => satisfied)),
      ...rules.filter(({ rule }) => rule.effect === 'forbid').map(({ unsatisfied }) => unsatisfied),
      ...erring.map(({ satisfied, unsatisfied }) => or(satisfied, unsatisfied)),
    ];
  }

  /** That this rule is the one told: it denies, nothing before it does, and nothing errs. */
  private told(id: string): Formula {
    const { precedence } = this.bundle;
    const earlier = new Set(precedence.slice(0, Math.max(0, precedence.indexOf(id))));
    const found = this.rules.find(({ rule }) => rule.id === id && rule.effect === 'forbid');
    return and(
      found?.satisfied ?? FALSE,
      ...this.rules.filter(({ rule }) => earlier.has(rule.id)).map(({ unsatisfied }) => unsatisfied),
      ...this.rules
        .filter(({ rule }) => this.erring.has(rule.id))
        .map(({ satisfied, unsatisfied }) => or(satisfied, unsatisfied)),
    );
  }

  /**
   * Denied by the rules as they read with the one value, permitted with the other. What does not read the attribute
   * is the same on both sides, so that it can only deny both.
   */
  private gained(from: readonly ReadRule[], to: readonly ReadRule[]): Formula[] {
    const after = this.permitted(to);
    const same = new Set(after.map((formula) => JSON.stringify(formula)));
    const lost = this.permitted(from).filter((formula) => !same.has(JSON.stringify(formula)));
    return [...after, not(and(...lost))];
  }

  private goalOf(
    { claim }: Invariant,
    when: Condition | null,
    changed: { from: ReadRule[]; to: ReadRule[] } | null,
  ): Formula[] {
    const holds = when === null ? [] : [when.holds];
    switch (claim.kind) {
      case 'never permitted when':
        return [...holds, ...this.permitted()];
      case 'permitted only if':
        return [...(when ? [not(when.holds)] : []), ...this.permitted()];
      case 'always permitted when':
        return [...holds, not(and(...this.permitted()))];
      case 'always carries': {
        const carrying = this.rules.filter(({ rule }) => obligationsOf(rule).includes(claim.obligation));
        return [...holds, ...this.permitted(), ...carrying.map(({ satisfied }) => not(satisfied))];
      }
      case 'denied by':
        return [...holds, not(this.told(claim.rule))];
      case 'no gain from':
        return changed === null ? [] : [...holds, ...this.gained(changed.from, changed.to)];
    }
  }

  /** Whether an invariant is about any request at all: one that is about none would hold of anything. */
  isAboutSomething(invariant: Invariant): boolean {
    return this.exists(this.subjects.get(invariant) ?? []);
  }

  /** What a request must be like to break an invariant. */
  goal(invariant: Invariant): readonly Formula[] {
    return this.goals.get(invariant) ?? [];
  }

  /** Searches for a request that satisfies all the formulas and the assumptions. */
  search(formulas: readonly Formula[], options: Partial<SearchOptions> = {}): { outcome: Outcome; classes: number } {
    const ordinary = options.ordinary ?? this.ordinary;
    const search = new Search(this.table.atoms, this.theory, [...formulas, ...this.assumed], { ...options, ordinary });
    return { outcome: search.search(), classes: search.classes };
  }

  exists(formulas: readonly Formula[]): boolean {
    return 'found' in this.search(formulas).outcome;
  }

  /** The class that departs least from the ordinary, of those that satisfy the formulas. */
  smallest(formulas: readonly Formula[], found: Uint8Array): Uint8Array {
    for (let departures = 0; departures <= MOST_DEPARTURES; departures += 1) {
      const { outcome } = this.search(formulas, { departures, mostSplits: MOST_SPLITS });
      if ('found' in outcome) return outcome.found;
    }
    return found;
  }

  /** The conditions of a class that matter: with these alone the formulas hold, whatever the others are. */
  shrink(formulas: readonly Formula[], found: Uint8Array): Uint8Array {
    const masks = found.slice();
    const departs = (number: number): boolean => ((this.ordinary.get(number) ?? 0) & (masks[number] ?? 0)) === 0;
    const numbers = [...masks.keys()].sort((a, b) => Number(departs(b)) - Number(departs(a)));
    for (const number of numbers) {
      const before = masks[number] ?? 0;
      masks[number] = allValues(this.table.atoms[number] ?? { kind: 'holds', path: '' });
      if (formulas.some((formula) => weigh(formula, masks) !== 1)) masks[number] = before;
    }
    return masks;
  }

  literalOf(number: number, mask: number): Formula {
    return literal(number, mask, allValues(this.table.atoms[number] ?? { kind: 'holds', path: '' }));
  }

  /** Whether an attribute is there in a class. */
  isPresent(path: string, masks: Uint8Array): boolean {
    return this.table.atoms.every(
      (atom, number) => atom.kind !== 'present' || !`${path}.`.startsWith(`${atom.path}.`) || masks[number] === YES,
    );
  }
}
