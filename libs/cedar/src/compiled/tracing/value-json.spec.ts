import { describe, expect, it } from '@jest/globals';
import { EXTENSION_FUNCTIONS } from '../extensions/functions.js';
import { EntityRef, type Value } from '../values/value.js';
import { takeExtension } from '../schema/take-primitive.js';
import { valueJson } from './value-json.js';

const made = (name: string, text: string): Value => EXTENSION_FUNCTIONS.get(name)?.call([text]) ?? false;

describe('a value in Cedar’s JSON form', () => {
  it.each([
    ['decimal', 'decimal', '-922337203685477.5808'],
    ['decimal', 'decimal', '-0.05'],
    ['ipaddr', 'ip', '10.1.2.3/8'],
    ['ipaddr', 'ip', '1:2::ff/127'],
    ['ipaddr', 'ip', '::'],
    ['datetime', 'datetime', '0000-01-01'],
    ['datetime', 'datetime', '0000-01-01T00:00:00+2359'],
    ['datetime', 'datetime', '9999-12-31T23:59:59.999-2359'],
    ['duration', 'duration', '-9223372036854775808ms'],
  ] as const)('of type %s is taken in again as the same: %s %s', (kind, name, text) => {
    const value = made(name, text);
    expect(takeExtension(kind, EXTENSION_FUNCTIONS)(valueJson(value))).toEqual(value);
  });

  it('names entities, leaves out what is not there, and keeps great integers whole', () => {
    const value = { who: new EntityRef('Person', 'a', false), none: undefined, all: [1, 2n ** 62n] };
    expect(valueJson(value)).toEqual({
      who: { __entity: { type: 'Person', id: 'a' } },
      all: [1, '4611686018427387904'],
    });
  });
});
