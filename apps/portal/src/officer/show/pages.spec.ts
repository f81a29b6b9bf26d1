import { describe, expect, it } from '@jest/globals';
import { addressOf } from '../../shell/address-of.js';
import { pagination } from './pages.js';

const t = Object.assign((key: string): string => key, { knows: () => true });

describe('the pages of a list', () => {
  it('keeps in an address what is chosen, and nothing empty', () =>
    expect(addressOf('/x', { a: 'b c', d: '', e: undefined })).toBe('/x?a=b+c'));

  it('has no pagination where all is on one page', () => expect(pagination(t, '/x', {}, null)).toBeUndefined());

  it('leads on with the same filters, and back to the first', () =>
    expect(pagination(t, '/x', { kind: 'search', after: 'c1' }, 'c2')).toEqual({
      landmarkLabel: 'officer.pages.label',
      previous: { href: '/x?kind=search', text: 'officer.pages.first' },
      next: { href: '/x?kind=search&after=c2', text: 'officer.pages.next' },
    }));
});
