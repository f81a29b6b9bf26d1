import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

describe('options of the bench', () => {
  it('are every part, five rounds of five seconds and 1,000 residents when none is named', () =>
    expect(readOptions([])).toMatchObject({
      ...{ help: false, profile: false, rounds: 5, seconds: 5, residents: 1000 },
      parts: expect.arrayContaining(['look', 'open', 'decide']),
    }));

  it('name one part alone', () =>
    expect(readOptions(['--only', 'look', '--residents', '1000', '--profile'])).toMatchObject({
      ...{ parts: ['look'], residents: 1000, profile: true },
    }));

  it('are the long ones, too, when they are asked for', () =>
    expect([[], ['--full'], ['--only', 'growth']].map((args) => readOptions(args).parts.includes('growth'))).toEqual([
      false,
      true,
      true,
    ]));

  it.each([
    [['--only', 'nothing'], /--only is one of/],
    [['--rounds', '0'], /from 1 to/],
    [['--residents', '31'], /from 32 to 1000/],
    [['--residents', '1001'], /from 32 to 1000/],
    [['--only', 'decide', '--profile'], /--profile is of looks/],
  ])('refuse %j', (args, why) => expect(() => readOptions(args)).toThrow(why));
});
