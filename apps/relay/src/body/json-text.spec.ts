import { describe, expect, it } from '@jest/globals';
import { JsonText, writeJson } from './json-text.js';

describe('writeJson', () => {
  it('writes a text of JSON as it is, wherever it stands, and the rest as ever', () => {
    const answer = { records: [{ body: new JsonText('{"a":1.00}') }, { body: new JsonText('"$&"') }], at: new Date(0) };
    expect(writeJson(answer)).toBe('{"records":[{"body":{"a":1.00}},{"body":"$&"}],"at":"1970-01-01T00:00:00.000Z"}');
    expect(writeJson({ a: ['x', null] })).toBe('{"a":["x",null]}');
  });
});
