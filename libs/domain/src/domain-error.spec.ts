import { describe, expect, it } from '@jest/globals';
import { DomainError } from './domain-error.js';

describe('DomainError', () => {
  it('keeps its stable code, its message and its cause', () => {
    const cause = new Error('inner');
    const error = new DomainError('link-unknown', 'no such link', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'DomainError', code: 'link-unknown', message: 'no such link', cause });
  });
});
