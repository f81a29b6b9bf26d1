import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { randomArgument } from './random-argument.js';

const read = (code: string): string | undefined =>
  parseArgs({ args: ['--code', code], options: { code: { type: 'string' } } }).values.code;

const DRAWS = Array.from({ length: 2_000 });

describe('a random argument', () => {
  it('is taken for what it is, however often it is drawn', () => {
    for (const code of DRAWS.map(() => randomArgument(9))) expect(read(code)).toBe(code);
  });

  it('is drawn anew where it would read as an option', () => {
    const drawn = [Buffer.from([0xf8, 1, 2]), Buffer.from([1, 2, 3])];
    expect(drawn[0]!.toString('base64url')).toMatch(/^-/);
    expect(randomArgument(3, () => drawn.shift()!)).toBe('AQID');
  });

  it('would be refused now and then, were any text one (seeded fault)', () => {
    const drawn = DRAWS.map(() => randomBytes(9).toString('base64url'));
    expect(() => drawn.forEach(read)).toThrow('ambiguous');
  });
});
