import { describe, expect, it } from '@jest/globals';
import { contextAttributes } from './context-attributes.js';
import { parseBundle } from './parse-bundle.js';

function attributesOf(schema: string) {
  const files = [
    { name: 'schema.cedarschema', text: schema },
    { name: 'rules.cedar', text: '@id("any") permit (principal, action, resource);' },
  ];
  return Object.fromEntries(
    [...contextAttributes(parseBundle(files))].map(([action, names]) => [action, [...names].sort()]),
  );
}

describe('the attributes of the context', () => {
  it('are those of each action, named or in place, needed or not', () =>
    expect(
      attributesOf(`entity A; type Question = { now: Long, held?: Bool };
        action read appliesTo { principal: A, resource: A, context: Question };
        action list appliesTo { principal: A, resource: A, context: { now: Long } };
        action open appliesTo { principal: A, resource: A };`),
    ).toEqual({ read: ['held', 'now'], list: ['now'], open: [] }));

  it('are found where types and actions have a namespace', () =>
    expect(
      attributesOf(`namespace N { entity A; type Question = { held: Bool };
        action read appliesTo { principal: A, resource: A, context: Question }; }`),
    ).toEqual({ read: ['held'] }));
});
