import { expect, it } from '@jest/globals';
import { sayNull } from './say-null.js';

function said(part: object): object {
  sayNull(part);
  return part;
}
const ref = { $ref: '#/components/schemas/Thing' };

it.each([
  [
    { type: 'string', nullable: true, format: 'date' },
    { type: ['string', 'null'], format: 'date' },
  ],
  [
    { type: 'object', nullable: true, description: 'a', allOf: [ref] },
    { description: 'a', anyOf: [ref, { type: 'null' }] },
  ],
  [{ type: 'object', nullable: true, allOf: [ref, ref] }, { anyOf: [{ allOf: [ref, ref] }, { type: 'null' }] }],
  [
    { nullable: true, type: 'string', enum: ['a'] },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [{ properties: { nullable: { type: 'boolean' } } }, { properties: { nullable: { type: 'boolean' } } }],
])('%j is said as OpenAPI 3.1 says it', (before, after) => {
  expect(said({ deep: [before] })).toEqual({ deep: [after] });
});

it('leaves the words of another alone that names the same list', () => {
  const words = ['a', 'b'];
  expect(
    said({ one: { type: 'string', enum: words }, other: { type: 'string', enum: words, nullable: true } }),
  ).toEqual({
    one: { type: 'string', enum: ['a', 'b'] },
    other: { type: ['string', 'null'], enum: ['a', 'b', null] },
  });
});

it('does not guess what a null stands beside', () => {
  expect(() => said({ nullable: true, oneOf: [ref] })).toThrow(/null beside/);
});
