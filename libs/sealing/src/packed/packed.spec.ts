import { describe, expect, it } from '@jest/globals';
import { formatInstant, type Json } from '#libs/domain';
import { sha256 } from '#libs/tlog';
import fc from 'fast-check';
import { asTimestamp } from './form.js';
import { pack } from './pack.js';
import { PlaceFact, WithPlaceFact } from './place-fact.js';
import { unpack } from './unpack.js';
import { WORDS } from './words.js';

function nobody(): never {
  throw new Error('it names nothing');
}
const again = (detail: object): Json => unpack(pack(detail).bytes, nobody);

const instant = fc.integer({ min: 0, max: 4_000_000_000_000_000 }).map(formatInstant);
/** What details are made of, and what only looks like it. */
const word = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  instant,
  instant.map(asTimestamp),
  instant.map((at) => at.replace('T', ' ')),
  fc.constantFrom(
    '2026-02-30T10:00:00.000000Z',
    '2026-11-30T10:00:00.5Z',
    '2026-11-30T10:00:00+01:00',
    '1900-01-01T00:00:00+00:00',
  ),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[0-9a-f]{64}$/),
);
const number = fc.oneof(
  fc.nat(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
);
const { detail } = fc.letrec<{ detail: Json }>((tie) => ({
  detail: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(word, number, fc.boolean(), fc.constant(null)),
    fc.array(tie('detail'), { maxLength: 20 }),
    fc.array(fc.tuple(word, tie('detail')), { maxLength: 20 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe('a packed detail', () => {
  it('comes out as it went in, to the digit, whatever it is', () =>
    fc.assert(fc.property(detail, (one) => expect(again({ one })).toEqual({ one }))));

  it('keeps a name that means something to JavaScript', () => {
    const odd = JSON.parse('{"__proto__":{"kind":"view"},"constructor":[]}') as object;
    expect(JSON.stringify(again(odd))).toBe(JSON.stringify(odd));
  });

  it.each([
    ['undefined', { a: undefined }],
    ['NaN', [NaN]],
    ['a date', { at: new Date(0) }],
    ['a hole', Array(1)],
    ['half a surrogate pair', { a: '\ud800' }],
    ['a map', new Map()],
  ])('refuses %s', (_what, value) => expect(() => pack(value)).toThrow(expect.objectContaining({ fault: 'not-json' })));

  it('names what is of the place, each once, and has it put back where it stood', () => {
    const [bundle, agreement] = [PlaceFact.of({ bundle: 'b', stops: [] }), PlaceFact.of({ id: 'D1' })];
    const packed = pack({ facts: new WithPlaceFact(bundle, { now: 'n', agreements: [agreement, agreement] }) });
    expect(packed.placeFacts).toEqual([bundle.name, agreement.name]);
    const stored = new Map([bundle, agreement].map(({ name, text }) => [name, JSON.parse(text) as Json]));
    expect(unpack(packed.bytes, (name) => stored.get(name)!)).toEqual({
      facts: { now: 'n', agreements: [{ id: 'D1' }, { id: 'D1' }], bundle: 'b', stops: [] },
    });
  });

  /** As they were first stored: what stands in databases must open for ever. */
  it('of any release before opens: the words keep their codes', () => {
    expect(WORDS).toHaveLength(new Set(WORDS).size);
    expect(sha256(Buffer.from(WORDS.slice(0, 231).join(' '))).toString('hex')).toBe(
      '270a6dfe609620d6a3f5d1fa6cc846fcd1156d02395be260f384fca233fa39de',
    );
    const stored = Buffer.from(STORED, 'hex');
    expect(unpack(stored, nobody)).toEqual(FIRST);
    expect(pack(FIRST).bytes).toEqual(stored);
  });

  it('of no release is refused, wherever it is cut', () => {
    const { bytes } = pack(FIRST);
    for (let at = 1; at < bytes.length; at += 1)
      expect(() => unpack(bytes.subarray(0, at), nobody)).toThrow(expect.objectContaining({ fault: 'unreadable' }));
  });
});

const FIRST = {
  kind: 'view',
  request: { requesterId: 'ae901152-4144-4e0c-94bd-efe54f3c3048', category: 'SEXUALHEALTH', sourceAgency: 'NM-ACUTE' },
  facts: { now: '2026-11-30T23:00:32.195238Z', requester: { agency: 'NM-ACUTE', roles: ['gp', 'gp'] }, directives: [] },
  decision: { notAfter: '2099-01-01T00:00:00+00:00', count: 3, share: 0.5, bundle: 'ab'.repeat(32), refusal: null },
};

const STORED =
  '01940150029309a6ae90115241444e0c94bdefe54f3c30480e7d0ca5084e4d2d4143555445039311a706618660771ea61a9228c12b82a5' +
  '026770c31d80049540a80e767850efe000a505636f756e74a303a5057368617265a403302e3517a9ababababababababababababababab' +
  'ababababababababababababababababab05a0';
