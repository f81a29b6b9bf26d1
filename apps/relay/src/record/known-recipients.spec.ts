import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Known, OTHERS, type ToRecipient } from './known-recipients.js';

const AGENCIES = ['REACH', 'HARBOUR', 'NM-ASC', 'BEACON'];
const PURPOSES = ['COC', 'HOUSADAPT'];
const DISCREET = ['BEACON'];

const pair = fc.record({ recipient: fc.constantFrom(...AGENCIES), purpose: fc.constantFrom(...PURPOSES) });
const delivery: fc.Arbitrary<ToRecipient> = fc.record({
  agency: fc.constantFrom(...AGENCIES),
  purpose: fc.constantFrom(...PURPOSES),
  state: fc.constantFrom('refused', 'offered', 'destroyed'),
});

type Names = (sent: ToRecipient, named: readonly { recipient: string; purpose: string }[]) => string | null;
const names: Names = (sent, named) => new Known(named, DISCREET).nameOf(sent);

/** Seeded faults: whoever refused is named; an agreement counts for every purpose; a discreet agency for a known one. */
const FAULTS: [string, Names][] = [
  ['everybody is named', ({ agency }) => agency],
  [
    'purposes are mixed up',
    (sent, named) =>
      new Known(
        named.flatMap(({ recipient }) => PURPOSES.map((purpose) => ({ recipient, purpose }))),
        DISCREET,
      ).nameOf(sent),
  ],
  ['a refuge is one of them', (sent, named) => new Known(named, []).nameOf(sent)],
  ['what never went out stands for somebody', (sent, named) => names({ ...sent, state: 'offered' }, named)],
];

const namesOnlyTheKnown = (name: Names): void =>
  fc.assert(
    fc.property(delivery, fc.array(pair, { maxLength: 4 }), (sent, named) => {
      const agreed = named.some(({ recipient, purpose }) => recipient === sent.agency && purpose === sent.purpose);
      const discreet = DISCREET.includes(sent.agency);
      const others = sent.state === 'refused' ? null : OTHERS;
      expect(name(sent, named)).toBe(discreet ? null : agreed ? sent.agency : others);
    }),
    { numRuns: 500 },
  );

describe('whom a sender may know of', () => {
  it('is whom an agreement with it names for the purpose', () => namesOnlyTheKnown(names));

  it.each(FAULTS)('and this check finds the fault that %s', (_what, fault) =>
    expect(() => namesOnlyTheKnown(fault)).toThrow('Property failed'),
  );
});
