import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import {
  changeSaid,
  DIRECTIVE_CHANGED,
  DIRECTIVE_CHANGES,
  DirectiveChanged,
  effectOf,
  type Effect,
  PLACE_RESUMED,
  readShape,
  RELATIONSHIP_CHANGED,
} from '../index.js';

const ids = {
  residentId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  directiveId: '3f2504e0-4f89-41d3-9a0c-0305e82c3302',
};

describe('a change', () => {
  it.each(DIRECTIVE_CHANGES)('says both of itself, as its kind is read: %s', (change) => {
    const said = changeSaid(DIRECTIVE_CHANGED, { ...ids, change });
    expect([typeof said.mayOpen, typeof said.mayEnd]).toEqual(['boolean', 'boolean']);
    const { mayOpen, mayEnd, ...ofBefore } = said;
    expect(effectOf(DIRECTIVE_CHANGED, ofBefore as Partial<Effect>)).toEqual({ mayOpen, mayEnd });
  });

  it.each(['withdrawn', 'refused', 'objected', 'upheld', 'amended', 'reconciled'] as const)(
    'that takes something back may end it: %s',
    (change) => expect(changeSaid(DIRECTIVE_CHANGED, { ...ids, change }).mayEnd).toBe(true),
  );

  it('that is a bar for a time ends nothing for good', () => {
    for (const change of ['restricted', 'shielded', 'opted-out'] as const)
      expect(changeSaid(DIRECTIVE_CHANGED, { ...ids, change })).toMatchObject({ mayOpen: false, mayEnd: false });
  });
});

describe('what may open and end', () => {
  it('is what the change says, before anything else', () => {
    const word = { mayOpen: false, mayEnd: true };
    expect(effectOf('whatever.new.v1', word)).toEqual(word);
    expect(effectOf(DIRECTIVE_CHANGED, { ...ids, change: 'given', ...word } as Partial<Effect>)).toEqual(word);
  });

  it.each<[string, string, object]>([
    ['half a word', DIRECTIVE_CHANGED, { ...ids, change: 'given', mayOpen: true }],
    ['null for a word', DIRECTIVE_CHANGED, { ...ids, change: 'given', mayOpen: null, mayEnd: null }],
    ['a kind that is not known', DIRECTIVE_CHANGED, { ...ids, change: 'moved' }],
    ['a kind of every object’s', DIRECTIVE_CHANGED, { ...ids, change: 'constructor' }],
    ['a type that is not known', 'whatever.new.v1', ids],
    ['a type of every object’s', 'toString', ids],
    ['a field that is missing', RELATIONSHIP_CHANGED, { residentId: ids.residentId, change: 'started' }],
    ['a place that is none', PLACE_RESUMED, { kind: 'bundle', name: 'x' }],
  ])('is unknown of %s', (_what, type, data) => expect(effectOf(type, data)).toBeUndefined());
});

describe('a shape', () => {
  it.each([null, undefined, 'text', 7, [], [{ ...ids, change: 'given' }], {}])('is not read from %j', (data) =>
    expect(readShape(DirectiveChanged, data)).toBeUndefined(),
  );

  it('is read though a newer release says more', () =>
    expect(readShape(DirectiveChanged, { ...ids, change: 'given', since: 'then' })).toMatchObject(ids));
});
