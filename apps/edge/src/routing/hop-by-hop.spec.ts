import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEAKY_HOPS } from './faults/leaky-hops.js';
import { endToEnd } from './hop-by-hop.js';

const OF_ONE_HOP = [
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
];
const KEPT = ['accept', 'authorization', 'content-type', 'if-match', 'idempotency-key', 'x-kept'];
const MINE = ['x-mine', 'x-own', 'http2-settings'];

const headers = fc.record({
  hop: fc.subarray(OF_ONE_HOP),
  kept: fc.subarray(KEPT),
  mine: fc.subarray(MINE),
  upper: fc.boolean(),
  between: fc.constantFrom(',', ', ', ' ,\t'),
  close: fc.boolean(),
});

/** RFC 9110 7.6.1: fields of one hop by rule or by name in Connection end there, and every other goes on as it came. */
function check(chosen: (headers: IncomingHttpHeaders) => IncomingHttpHeaders): void {
  fc.assert(
    fc.property(headers, ({ hop, kept, mine, upper, between, close }) => {
      const named = [...(close ? ['close'] : []), ...mine.map((name) => (upper ? name.toUpperCase() : name))];
      const sent: IncomingHttpHeaders = Object.fromEntries(
        [...hop, ...kept, ...mine].map((name) => [name, `of ${name}`]),
      );
      if (named.length > 0) sent.connection = named.join(between);
      expect(chosen(sent)).toEqual(Object.fromEntries(kept.map((name) => [name, `of ${name}`])));
    }),
    { numRuns: 300 },
  );
}

describe('headers of one connection', () => {
  it('end with it, and all others go on', () => check(endToEnd));

  it.each(Object.entries(LEAKY_HOPS))('would be found out where one %s', (_fault, chosen) => {
    expect(() => check(chosen)).toThrow('Property failed');
  });
});
