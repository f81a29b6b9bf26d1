import type { CompiledRule } from './compile-rule.js';
import type { VariableAttribute } from './expressions/expression.js';
import type { Environment } from './values/environment.js';
import type { Value } from './values/value.js';

/** Fewer are not worth the look-up. */
const ENOUGH = 3;

const nameOf = ({ variable, name }: VariableAttribute): string => `${variable}.${name}`;

/** The attribute that most of the rules begin by asking for, where it is enough of them. */
function mostAsked(rules: readonly CompiledRule[]): VariableAttribute | null {
  const asking = new Map<string, { attribute: VariableAttribute; count: number }>();
  for (const { selection } of rules) {
    if (selection === null) continue;
    const seen = asking.get(nameOf(selection.attribute)) ?? { attribute: selection.attribute, count: 0 };
    seen.count += 1;
    asking.set(nameOf(selection.attribute), seen);
  }
  const [most] = [...asking.values()].sort((a, b) => b.count - a.count);
  return most !== undefined && most.count >= ENOUGH ? most.attribute : null;
}

/**
 * The rules of one action, at hand by the value of the attribute that most of them begin by asking for. A rule is passed
 * over only where it would be unsatisfied without erring: the attribute is there, and its value none that the rule's first
 * condition holds for. Where the attribute is not there every rule is looked at, since each of them errs.
 */
export class RuleTable {
  private readonly attribute: VariableAttribute | null;
  private readonly byValue = new Map<Value, readonly CompiledRule[]>();
  private readonly others: readonly CompiledRule[];

  constructor(private readonly all: readonly CompiledRule[]) {
    const attribute = (this.attribute = mostAsked(all));
    const asked = attribute === null ? '' : nameOf(attribute);
    const valuesOf = ({ selection }: CompiledRule): ReadonlySet<Value> | null =>
      selection !== null && nameOf(selection.attribute) === asked ? selection.values : null;
    this.others = all.filter((rule) => valuesOf(rule) === null);
    for (const value of new Set(all.flatMap((rule) => [...(valuesOf(rule) ?? [])]))) {
      this.byValue.set(
        value,
        all.filter((rule) => valuesOf(rule)?.has(value) ?? true),
      );
    }
  }

  /** The rules that may be satisfied or err, in the order of all. */
  rulesFor(environment: Environment): readonly CompiledRule[] {
    if (this.attribute === null) return this.all;
    const value = this.attribute.peek(environment);
    if (value === undefined) return this.all;
    return this.byValue.get(value) ?? this.others;
  }
}
