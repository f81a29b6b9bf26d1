import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '../domain-error.js';
import { ARTICLE_6_POINTS, CONFIDENTIALITY_BASES, rightsFor } from './rights-for.js';

const withCode = (code: string) => expect.objectContaining({ code }) as unknown as DomainError;

/** Domain 1.4, row by row: erasure, portability, object. */
const TABLE: [string, string][] = [
  ['6(1)(a)', 'erasure portability'],
  ['6(1)(b)', 'erasure portability'],
  ['6(1)(c)', ''],
  ['6(1)(d)', 'erasure'],
  ['6(1)(e)', 'object'],
  ['6(1)(ea)', 'erasure object'],
  ['6(1)(f)', 'erasure object'],
];

describe('the rights of a resident', () => {
  it.each(TABLE)('on %s are: %s', (point, expected) => {
    for (const confidentiality of CONFIDENTIALITY_BASES) {
      const { verb: _, ...rights } = rightsFor(point, confidentiality);
      const names = Object.entries(rights).flatMap(([name, has]) => (has ? [name] : []));
      expect(names.join(' ')).toBe(expected);
    }
  });

  it.each([
    ['implied-consent', 'object'],
    ['explicit-consent', 'withdraw'],
    ['legal-duty', 'none'],
    ['public-interest', 'none'],
    ['best-interests', 'none'],
    ['s251', 'object'],
  ])('with confidentiality by %s are led by the verb: %s', (confidentiality, verb) => {
    for (const point of ARTICLE_6_POINTS) expect(rightsFor(point, confidentiality).verb).toBe(verb);
  });

  it('have their table for every point and basis', () => {
    expect(TABLE.map(([point]) => point)).toEqual(ARTICLE_6_POINTS);
  });

  it.each([
    ['6(1)(g)', 'implied-consent'],
    ['6(1)(e)', 'whim'],
    ['toString', 's251'],
    ['6(1)(e)', 'constructor'],
  ])('are not guessed for %s with %s', (point, confidentiality) =>
    expect(() => rightsFor(point, confidentiality)).toThrow(withCode('basis-unknown')),
  );
});
