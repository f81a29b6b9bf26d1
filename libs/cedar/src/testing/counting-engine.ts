import type { Bundle } from '../bundle.js';
import { CEDAR, CompiledEngine } from '../compiled/compiled-engine.js';
import type { Build, Compiled, Operator } from '../compiled/expressions/expression.js';
import type { ExtensionFunction } from '../compiled/extensions/functions.js';

/** How often something came out with a value, and with an error. */
export type Counts = Map<string, { came: number; erred: number }>;

function counted<T>(counts: Counts, name: string, compute: () => T): T {
  const count = counts.get(name) ?? { came: 0, erred: 0 };
  counts.set(name, count);
  try {
    const value = compute();
    count.came += 1;
    return value;
  } catch (error) {
    count.erred += 1;
    throw error;
  }
}

const countedBuilder =
  (counts: Counts, name: Operator, build: Build<Operator>): Build<Operator> =>
  (operand, compiler): Compiled => {
    const { evaluate } = build(operand, compiler);
    return { evaluate: (environment) => counted(counts, name, () => evaluate(environment)) };
  };

const countedFunction = (counts: Counts, name: string, called: ExtensionFunction): ExtensionFunction => ({
  ...called,
  call: (args) => counted(counts, name, () => called.call(args)),
});

const OPERATORS = (Object.keys(CEDAR.builders) as Operator[]).filter((name) => name !== 'Slot');

/** Every operator and function that a rule can use. */
export const COUNTED: readonly string[] = [...OPERATORS, ...CEDAR.functions.keys()];

/** Cedar's semantics, counting what is evaluated: to show that tests get to all of it. */
export function countingEngine(bundle: Bundle, counts: Counts): CompiledEngine {
  const builders = Object.fromEntries(
    OPERATORS.map((name) => [name, countedBuilder(counts, name, CEDAR.builders[name] as Build<Operator>)]),
  );
  return new CompiledEngine(bundle, {
    builders: { ...CEDAR.builders, ...builders },
    functions: new Map([...CEDAR.functions].map(([name, called]) => [name, countedFunction(counts, name, called)])),
  });
}
