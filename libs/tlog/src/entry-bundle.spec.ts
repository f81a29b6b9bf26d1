import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeBundle, encodeBundle } from './entry-bundle.js';

describe('entry bundles', () => {
  it('prefix each entry with its length, big-endian', () => {
    expect(encodeBundle([Buffer.from('ab'), Buffer.alloc(0)]).toString('hex')).toBe('000261620000');
  });
  it('come back as they went in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 256 }), (entries) => {
        expect(decodeBundle(encodeBundle(entries))).toEqual(entries.map((entry) => Buffer.from(entry)));
      }),
      { numRuns: 30 },
    );
  });
  it('refuse cut, padded and overfull bytes, and entries that no uint16 can measure', () => {
    expect(() => decodeBundle(Buffer.from('000261', 'hex'))).toThrow('entry 0 of the bundle is cut short');
    expect(() => decodeBundle(Buffer.from('0000ff', 'hex'))).toThrow('entry 1');
    expect(() => decodeBundle(Buffer.alloc(2 * 257))).toThrow('at most 256');
    expect(() => encodeBundle([Buffer.alloc(65_536)])).toThrow('65535');
  });
});
