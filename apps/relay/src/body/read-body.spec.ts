import { describe, expect, it } from '@jest/globals';
import { isFault, MOST_LEVELS, readBody, type BodyFault, type ReadBody } from './read-body.js';

function read(text: string): ReadBody {
  const body = readBody(text);
  if (isFault(body)) throw new Error(`${body.path} ${body.rule}`);
  return body;
}
function faultOf(text: string): string {
  const { path, rule } = readBody(text) as BodyFault;
  return `${path} ${rule}`;
}
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('a body as it is taken', () => {
  it('keeps its text, digits and the order of its names, without white space', () => {
    const { text } = read('{ "b" : 1.00,\n "a" : [ 9007199254740993, 1e2, "x y" ] }');
    expect(text).toBe('{"b":1.00,"a":[9007199254740993,1e2,"x y"]}');
  });

  it('is the same in any order of names, and another with other digits or another order of a list', () => {
    const canonical = (text: string): string => read(text).canonical;
    expect(canonical('{"a":1,"b":{"c":2,"d":3}}')).toBe(canonical('{ "b":{"d":3,"c":2}, "a":1 }'));
    expect(canonical('{"a":1}')).not.toBe(canonical('{"a":1.0}'));
    expect(canonical('{"a":[1,2]}')).not.toBe(canonical('{"a":[2,1]}'));
    expect(canonical('{"a":"1"}')).not.toBe(canonical('{"a":1}'));
  });

  it('is as deep as may be, and no deeper, however deep it is', () => {
    expect(read(deep(MOST_LEVELS)).text).toBe(deep(MOST_LEVELS));
    const path = ['body', ...Array.from({ length: 7 }, () => 'a')].join('.');
    for (const levels of [MOST_LEVELS + 1, MOST_LEVELS + 2, 50_000])
      expect(faultOf(deep(levels))).toBe(`${path} depth`);
  });
});

describe('a body that is refused', () => {
  it.each([
    ['a list', '[]', 'body isObject'],
    ['a text', '"{}"', 'body isObject'],
    ['nothing', '', 'body isObject'],
    ['null', 'null', 'body isObject'],
    ['an object that does not end', '{"a":1', 'body isJson'],
    ['two objects', '{}{}', 'body isJson'],
    ['a name that stands twice with two values', '{"dose":1,"dose":1.0}', 'body isJson'],
    ['half a surrogate pair', '{"a":{"b":"\\ud800"}}', 'body.a.b surrogate'],
    ['half a surrogate pair in a name', '{"a":{"\\ud800":1}}', 'body.a.(unnamed) surrogate'],
    ['a number that is no double', '{"list":[1,1e400]}', 'body.list.1 number'],
    ['a number of more characters than may be', `{"a":${'1'.repeat(65)}}`, 'body.a number'],
    ['a name that reaches into every object', '{"a":{"__proto__":1}}', 'body.a.(unnamed) name'],
  ])('is %s', (_what, text, fault) => expect(faultOf(text)).toBe(fault));

  it('is named by its place, and quotes neither a value nor a name that no field has', () => {
    const said = JSON.stringify(readBody('{"Margaret Hale, 9990000018":{"note":"\\ud800 secret"}}'));
    expect(said).toContain('body.(unnamed).note');
    expect(said).not.toMatch(/Hale|999|secret/);
  });

  it('takes a number of as many characters as may be', () =>
    expect(read(`{"a":${'1'.repeat(64)}}`).text).toContain('1'.repeat(64)));
});
