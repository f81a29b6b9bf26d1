import { EvaluationFailure } from '../evaluation-failure.js';
import type { ExtensionFunction } from '../extensions/functions.js';
import type { Value } from '../values/value.js';
import {
  constantOf,
  isOperator,
  NotCompilable,
  partsOf,
  type Build,
  type Builders,
  type Compiled,
  type Compiler,
  type Expr,
  type Operator,
} from './expression.js';

/** What an engine takes an expression to mean. Only Cedar's own meaning is ever used outside tests. */
export interface Semantics {
  readonly builders: Builders;
  readonly functions: ReadonlyMap<string, ExtensionFunction>;
}

const DEEPEST = 1000;

/** A call whose arguments are known is made once; one that errs, errs anew for every request. */
function callOnce(call: ExtensionFunction['call'], args: readonly Value[]): Compiled {
  try {
    return constantOf(call(args));
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error;
    const { message } = error;
    return {
      evaluate: () => {
        throw new EvaluationFailure(message);
      },
    };
  }
}

/** Turns expressions of the JSON form into closures, once for each bundle. */
export class ExpressionCompiler implements Compiler {
  private depth = 0;

  constructor(private readonly semantics: Semantics) {}

  get functions(): ReadonlyMap<string, ExtensionFunction> {
    return this.semantics.functions;
  }

  /** @throws NotCompilable */
  readonly compile = (expression: Expr): Compiled => {
    if (this.depth >= DEEPEST) throw new NotCompilable(`an expression nested more than ${DEEPEST} deep`);
    this.depth += 1;
    try {
      return this.build(expression);
    } finally {
      this.depth -= 1;
    }
  };

  private build(expression: Expr): Compiled {
    const { operator, operand } = partsOf(expression);
    const { builders, functions } = this.semantics;
    if (isOperator(operator, builders)) return (builders[operator] as Build<Operator>)(operand as never, this);
    const called = functions.get(operator);
    if (called && Array.isArray(operand)) return this.buildCall(operator, called, operand as readonly Expr[]);
    throw new NotCompilable(`${operator} is no operator or function that can be compiled`);
  }

  private buildCall(name: string, { call, parameters }: ExtensionFunction, operands: readonly Expr[]): Compiled {
    if (operands.length !== parameters.length) {
      throw new NotCompilable(`${name} takes ${parameters.length} arguments, not ${operands.length}`);
    }
    const args = operands.map(this.compile);
    const constants = args.flatMap(({ constant }) => (constant === undefined ? [] : [constant]));
    if (constants.length === args.length) return callOnce(call, constants);
    return { evaluate: (environment) => call(args.map(({ evaluate }) => evaluate(environment))) };
  }
}
