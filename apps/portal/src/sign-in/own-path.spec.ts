import { describe, expect, it } from '@jest/globals';
import { ownPath } from './own-path.js';

describe('where a sign-in ends', () => {
  it.each(['/', '/resident', '/officer/entries?from=2026-01-01&agency=REACH', '/resident/looks#top'])(
    'is the page %s of ours',
    (path) => {
      expect(ownPath(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    '',
    'resident',
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/resident\\..\\..',
    '/resident\r\nset-cookie: x=y',
    '/resident\0',
    'javascript:alert(1)',
  ])('is never %j', (wished) => {
    expect(ownPath(wished)).toBe('/');
  });

  it('is written so that a header can carry it', () => {
    expect(ownPath('/practitioner/Wójcik/日')).toBe('/practitioner/W%C3%B3jcik/%E6%97%A5');
    expect(ownPath('/half\ud800')).toBe('/half%EF%BF%BD');
    expect(ownPath('/a%20b')).toBe('/a%20b');
  });
});
