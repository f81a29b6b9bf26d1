import { describe, expect, it } from '@jest/globals';
import { originForm, repeats } from './request-target.js';

describe('what a request line asks for', () => {
  it.each([
    ['http://x/metrics', '/metrics'],
    ['HTTPS://x:1/api/consent/v1/residents?a=http://y/z', '/api/consent/v1/residents?a=http://y/z'],
    ['http://somebody:word@x', '/'],
    ['http://x?y', '/?y'],
    ['http://x\\metrics', '/\\metrics'],
    ['http://', '/'],
    ['ws+x.y-z://x/log/vkey', '/log/vkey'],
  ])('%s is its path, %s', (target, path) => expect(originForm(target)).toBe(path));

  it.each(['/', '/a?b=http://c/d', '//x/metrics', '/http://x/metrics', '*', 'metrics'])('%s stays as it is', (target) =>
    expect(originForm(target)).toBe(target),
  );
});

describe('a field that may stand once', () => {
  it.each([
    [['Host', 'a', 'host', 'b'], true],
    [['Authorization', 'a', 'Accept', 'host', 'AUTHORIZATION', 'a'], true],
    [['Host', 'host', 'Cookie', 'a', 'Cookie', 'b'], false],
  ])('%j: %s', (raw, expected) => expect(repeats(raw)).toBe(expected));
});
