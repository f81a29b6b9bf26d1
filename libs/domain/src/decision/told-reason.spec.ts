import { describe, expect, it } from '@jest/globals';
import { toldReason } from './told-reason.js';

describe('what the one who asked is told', () => {
  it.each(['location-shielded', 'refused', 'objected', 'withdrawn', 'restricted'] as const)(
    'is the same for %s, where it could tell of a shield',
    (reason) => expect(toldReason(reason, 'CONTACT')).toBe('withheld'),
  );

  it('is the true reason where nothing could be told, and where no person’s safety hangs on it', () => {
    expect(toldReason('withdrawn', 'MEDS')).toBe('withdrawn');
    expect(toldReason('no-agreement', 'LOCATION')).toBe('no-agreement');
  });
});
