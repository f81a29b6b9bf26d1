import { typeFailure } from '../evaluation-failure.js';
import type { Environment } from '../values/environment.js';
import { EntityRef, isSet, type Value } from '../values/value.js';
import { testing, type Build, type Test } from './expression.js';

export function entityOf(value: Value): EntityRef {
  if (value instanceof EntityRef) return value;
  throw typeFailure('entity', value);
}

/** A set on the right must be of entities throughout, whichever of them the left is in. */
export function isInAny(environment: Environment, left: Value, right: Value): boolean {
  const entity = entityOf(left);
  if (!isSet(right)) return environment.isIn(entity, entityOf(right));
  return right.map(entityOf).some((group) => environment.isIn(entity, group));
}

export const buildIn: Build<'in'> = ({ left, right }, { compile }) => {
  const [of, within] = [compile(left).evaluate, compile(right).evaluate];
  return testing((environment) => isInAny(environment, of(environment), within(environment)));
};

/** `is T in g` is `is T && in g`: where the type is another, `g` is not looked at. */
export const buildIs: Build<'is'> = ({ left, entity_type: type, in: group }, { compile }) => {
  const of = compile(left).evaluate;
  const isOfType: Test = (environment) => entityOf(of(environment)).type === type;
  if (group === undefined) return testing(isOfType);
  const within = compile(group).evaluate;
  return testing((environment) => isOfType(environment) && isInAny(environment, of(environment), within(environment)));
};
