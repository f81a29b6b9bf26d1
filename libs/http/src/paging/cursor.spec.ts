import { describe, expect, it } from '@jest/globals';
import { cursorOf, keyAfter } from './cursor.js';

describe('a cursor', () => {
  it('gives back the key of the last row, whatever is in it', () => {
    expect(keyAfter(cursorOf('2026-11-02T10:00:00.000001Z', 'é_"'), 2)).toEqual(['2026-11-02T10:00:00.000001Z', 'é_"']);
    expect(keyAfter(undefined, 2)).toBeNull();
  });

  it.each([
    'bm90anNvbg',
    cursorOf('one'),
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ])('of another making is invalid input: %s', (after) => expect(() => keyAfter(after, 2)).toThrow('invalid-input'));
});
