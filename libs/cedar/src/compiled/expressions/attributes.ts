import { EvaluationFailure, typeFailure } from '../evaluation-failure.js';
import type { Environment } from '../values/environment.js';
import { EntityRef, isRecord, type RecordValue, type Value, NO_ATTRIBUTES } from '../values/value.js';
import { testing, type Build, type Compiled, type Test } from './expression.js';

/** Names that every JavaScript object seems to have: to be asked for with more care. */
export const isInherited = (name: string): boolean => name in Object.prototype;

const own = (record: RecordValue, name: string): Value | undefined =>
  isInherited(name) && !Object.hasOwn(record, name) ? undefined : record[name];

const missing = (what: string, name: string): EvaluationFailure =>
  new EvaluationFailure(`${what} does not have the attribute ${JSON.stringify(name)}`);

const absent = ({ type, id }: EntityRef): EvaluationFailure =>
  new EvaluationFailure(`entity ${type}::${JSON.stringify(id)} does not exist`);

function recordOf(environment: Environment, value: Value): RecordValue {
  if (value instanceof EntityRef) {
    const node = environment.resolve(value);
    if (node === null) throw absent(value);
    return node.attributes;
  }
  if (isRecord(value)) return value;
  throw typeFailure('record or entity', value);
}

/** As `attributeOf`, for a name that no object inherits. */
function plainAttributeOf(environment: Environment, value: Value, name: string): Value {
  if (value instanceof EntityRef) {
    const node = environment.resolve(value);
    if (node === null) throw absent(value);
    const found = node.attributes[name];
    if (found === undefined) throw missing(value.type, name);
    return found;
  }
  if (!isRecord(value)) throw typeFailure('record or entity', value);
  const found = value[name];
  if (found === undefined) throw missing('the record', name);
  return found;
}

function attributeOf(environment: Environment, value: Value, name: string): Value {
  const found = own(recordOf(environment, value), name);
  if (found === undefined) throw missing(value instanceof EntityRef ? value.type : 'the record', name);
  return found;
}

function hasAttribute(environment: Environment, value: Value, name: string): boolean {
  const record = value instanceof EntityRef ? (environment.resolve(value)?.attributes ?? NO_ATTRIBUTES) : value;
  if (!isRecord(record)) throw typeFailure('record or entity', record);
  return own(record, name) !== undefined;
}

/** The most frequent of all: attributes of the request's own variables, whose names no object inherits. */
const ATTRIBUTES_OF: { readonly [variable: string]: (name: string) => Compiled } = {
  context: (name) => ({
    attribute: { variable: 'context', name, peek: ({ context }) => context[name] },
    evaluate: ({ context }) => {
      const found = context[name];
      if (found === undefined) throw missing('context', name);
      return found;
    },
  }),
  principal: (name) => ({
    attribute: { variable: 'principal', name, peek: ({ principalNode }) => principalNode?.attributes[name] },
    evaluate: ({ principal, principalNode }) => {
      if (principalNode === null) throw absent(principal);
      const found = principalNode.attributes[name];
      if (found === undefined) throw missing('principal', name);
      return found;
    },
  }),
  resource: (name) => ({
    attribute: { variable: 'resource', name, peek: ({ resourceNode }) => resourceNode?.attributes[name] },
    evaluate: ({ resource, resourceNode }) => {
      if (resourceNode === null) throw absent(resource);
      const found = resourceNode.attributes[name];
      if (found === undefined) throw missing('resource', name);
      return found;
    },
  }),
};

export const buildAttribute: Build<'.'> = ({ left, attr }, { compile }) => {
  const direct = 'Var' in left && !isInherited(attr) ? ATTRIBUTES_OF[left.Var as string] : undefined;
  if (direct) return direct(attr);
  const { evaluate } = compile(left);
  if (isInherited(attr)) return { evaluate: (environment) => attributeOf(environment, evaluate(environment), attr) };
  return { evaluate: (environment) => plainAttributeOf(environment, evaluate(environment), attr) };
};

const PRESENCE_OF: { readonly [variable: string]: (name: string) => Test } = {
  context:
    (name) =>
    ({ context }) =>
      context[name] !== undefined,
  principal:
    (name) =>
    ({ principalNode }) =>
      principalNode !== null && principalNode.attributes[name] !== undefined,
  resource:
    (name) =>
    ({ resourceNode }) =>
      resourceNode !== null && resourceNode.attributes[name] !== undefined,
};

/** `a has b.c.d` is `a has b && a.b has c && a.b.c has d`. */
export const buildHas: Build<'has'> = ({ left, attr }, { compile }) => {
  const { evaluate } = compile(left);
  if (typeof attr === 'string') {
    const direct = 'Var' in left && !isInherited(attr) ? PRESENCE_OF[left.Var as string] : undefined;
    if (direct) return testing(direct(attr));
    return testing((environment) => hasAttribute(environment, evaluate(environment), attr));
  }
  return testing((environment) => {
    let value = evaluate(environment);
    return attr.every((name, index) => {
      if (!hasAttribute(environment, value, name)) return false;
      if (index < attr.length - 1) value = attributeOf(environment, value, name);
      return true;
    });
  });
};

function tagOperands(entity: Value, tag: Value): { entity: EntityRef; tag: string } {
  if (!(entity instanceof EntityRef)) throw typeFailure('entity', entity);
  if (typeof tag !== 'string') throw typeFailure('string', tag);
  return { entity, tag };
}

export const buildHasTag: Build<'hasTag'> = ({ left, right }, { compile }) => {
  const [of, named] = [compile(left).evaluate, compile(right).evaluate];
  return testing((environment) => {
    const { entity, tag } = tagOperands(of(environment), named(environment));
    return environment.resolve(entity)?.tags.has(tag) ?? false;
  });
};

export const buildGetTag: Build<'getTag'> = ({ left, right }, { compile }) => {
  const [of, named] = [compile(left).evaluate, compile(right).evaluate];
  return {
    evaluate: (environment) => {
      const { entity, tag } = tagOperands(of(environment), named(environment));
      const node = environment.resolve(entity);
      if (node === null) throw absent(entity);
      const value = node.tags.get(tag);
      if (value === undefined)
        throw new EvaluationFailure(`${entity.type} does not have the tag ${JSON.stringify(tag)}`);
      return value;
    },
  };
};
