import { describe, expect, it } from '@jest/globals';
import { languagesOf } from './languages-of.js';

describe('languages', () => {
  it.each([
    ['cy;q=0.5, en-GB, so;q=0.9', ['en-GB', 'so', 'cy']],
    ['en, cy', ['en', 'cy']],
    ['cy;q=0, en;q=0.1', ['en']],
    ['*, cy; q=1, <script>', ['cy']],
    [undefined, []],
  ])('of %s are %j', (header, expected) => expect(languagesOf(header)).toEqual(expected));
});
