import { allOf, conjunctsOf, testing, testOf, type Build } from './expression.js';

export const buildAnd: Build<'&&'> = ({ left, right }, { compile }) => {
  const [first, second] = [compile(left), compile(right)];
  const conjuncts = [...conjunctsOf(first), ...conjunctsOf(second)];
  const { selection } = first;
  return { ...testing(allOf(conjuncts)), conjuncts, ...(selection && { selection }) };
};

export const buildOr: Build<'||'> = ({ left, right }, { compile }) => {
  const [first, second] = [testOf(compile(left)), testOf(compile(right))];
  return testing((environment) => first(environment) || second(environment));
};

export const buildNot: Build<'!'> = ({ arg }, { compile }) => {
  const test = testOf(compile(arg));
  return testing((environment) => !test(environment));
};

export const buildIf: Build<'if-then-else'> = (operand, { compile }) => {
  const test = testOf(compile(operand.if));
  const [held, failed] = [compile(operand.then), compile(operand.else)];
  if (held.test && failed.test) {
    const [whenHeld, whenFailed] = [held.test, failed.test];
    return testing((environment) => (test(environment) ? whenHeld(environment) : whenFailed(environment)));
  }
  return { evaluate: (environment) => (test(environment) ? held.evaluate(environment) : failed.evaluate(environment)) };
};
