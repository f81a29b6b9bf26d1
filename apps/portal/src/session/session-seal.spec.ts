import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SessionSeal } from './session-seal.js';

const content = { formKey: 'k', language: 'en' };

describe('the seal of a session', () => {
  const seal = new SessionSeal(randomBytes(32));
  const row = randomBytes(32);

  it('opens what it sealed for this row, and shows nothing of it meanwhile', () => {
    const sealed = seal.seal(content, row);
    expect(sealed.toString('latin1')).not.toContain('formKey');
    expect(seal.open(sealed, row)).toEqual(content);
    expect(seal.seal(content, row)).not.toEqual(sealed);
  });

  it('does not open what was moved to another row, sealed with another key, or changed in any byte', () => {
    const sealed = seal.seal(content, row);
    expect(seal.open(sealed, randomBytes(32))).toBeUndefined();
    expect(new SessionSeal(randomBytes(32)).open(sealed, row)).toBeUndefined();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ 1;
      expect([at, seal.open(changed, row)]).toEqual([at, undefined]);
    }
    expect(seal.open(sealed.subarray(0, 20), row)).toBeUndefined();
  });

  it('takes no key of another length', () => {
    expect(() => new SessionSeal(randomBytes(16))).toThrow(/32 bytes/);
  });
});
