import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOwnOrigin } from './own-origin.js';

const OWN = 'https://share.northmere.example';

/** The fault: letters are compared. */
const byLetters: typeof isOwnOrigin = (headers, own) => headers.origin === own;
/** The fault: whatever begins like ours is ours. */
const byBeginning: typeof isOwnOrigin = (headers, own) => headers.origin?.startsWith(own) ?? true;

/** Ours, as something on the way may spell it. */
const spellings = fc
  .tuple(fc.mixedCase(fc.constant(OWN)), fc.constantFrom('', ':443'), fc.constantFrom('', '.'))
  .map(([origin, port, dot]) => origin + dot + port);
const others = fc.oneof(
  fc.webUrl().map((url) => new URL(url).origin),
  fc.constantFrom(
    ...[`${OWN}.elsewhere.example`, 'http://share.northmere.example', `${OWN}:8443`, 'https://northmere.example'],
    ...[
      'null',
      '',
      'https://',
      `${OWN}@elsewhere.example`,
      'file://',
      'https://share.northmere.example%2eelsewhere.example',
    ],
  ),
);
function holds(check: typeof isOwnOrigin): boolean {
  const ours = fc.property(spellings, (origin) => check({ origin }, OWN));
  const theirs = fc.property(others, (origin) => !check({ origin }, OWN));
  return [ours, theirs].every((property) => !fc.check(property, { numRuns: 200 }).failed);
}

describe('an origin of ours', () => {
  it('is ours however it is spelt, and no other is', () => {
    expect(holds(isOwnOrigin)).toBe(true);
  });

  it('is ours where the browser itself says so and something took or changed the origin', () => {
    for (const origin of [undefined, 'null', 'http://alias.example'])
      expect(isOwnOrigin({ ...(origin ? { origin } : {}), 'sec-fetch-site': 'same-origin' }, OWN)).toBe(true);
    for (const site of ['cross-site', 'same-site', 'none', undefined])
      expect(isOwnOrigin({ origin: 'null', ...(site ? { 'sec-fetch-site': site } : {}) }, OWN)).toBe(false);
    expect(isOwnOrigin({}, OWN)).toBe(false);
  });

  it('would be found out when it is compared otherwise (seeded faults)', () => {
    expect([byLetters, byBeginning].map(holds)).toEqual([false, false]);
  });
});
