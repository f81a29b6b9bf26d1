import { describe, expect, it } from '@jest/globals';
import { readIdentity } from './known-identity.js';

const HALE = { familyName: 'Hale', givenName: 'Margaret', birthDate: '1944-05-03' };
const NOTHING = { nhsNumber: null, postcode: null, uprn: null };

describe('a sealed identity', () => {
  it('is read as it was kept, with null for what was left out', () => {
    expect(readIdentity({ ...HALE, ...NOTHING })).toEqual({ ...HALE, ...NOTHING });
    expect(readIdentity({ ...HALE, localId: 'T-1', nhsNumber: '9990000018' })).toEqual({
      ...{ ...HALE, ...NOTHING },
      nhsNumber: '9990000018',
    });
    expect(readIdentity({ familyName: 'Hale', birthDate: '1944-05-03', givenName: '' }).givenName).toBe('');
  });

  it.each([null, 'Hale', [], {}, { familyName: 'Hale' }, { ...HALE, birthDate: 1944 }, { ...HALE, uprn: {} }])(
    'is not read from %j, and what it holds is not repeated',
    (kept) => {
      expect(() => readIdentity(kept)).toThrow(new TypeError('what was sealed is no identity'));
    },
  );
});
