import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import nunjucks from 'nunjucks';
import { PORTAL_FOLDER } from '../portal-folder.js';

declare module 'nunjucks' {
  /** Left out of the published types: https://github.com/mozilla/nunjucks/blob/master/src/parser.js */
  export const parser: { parse(source: string): object };
}

const VIEWS = join(PORTAL_FOLDER, 'views');
const templates = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.njk'));

interface TreeNode {
  readonly typename?: string;
  readonly value?: unknown;
}

/**
 * Words of the template language that stand where data of a page is read. A model's `none` is never read: the language has its
 * own, which is nothing. Of its constants a template needs true and false alone, as values of a macro's options.
 */
function wordsRead(template: string): string[] {
  const found: string[] = [];
  const look = (node: TreeNode, within: string, loops: boolean): void => {
    const type = node.typename ?? '';
    const { value } = node;
    if (type === 'Literal' && value === null) found.push('none');
    if (type === 'Literal' && typeof value === 'boolean' && within !== 'Pair') found.push(String(value));
    if (type === 'Symbol' && value === 'loop' && !loops) found.push('loop');
    for (const [name, part] of Object.entries(node) as [string, unknown][]) {
      if (typeof part !== 'object' || part === null) continue;
      look(part, type === '' ? within : type, loops || (type === 'For' && name === 'body'));
    }
  };
  try {
    look(nunjucks.parser.parse(template), '', false);
  } catch {
    return ['cannot be read'];
  }
  return found;
}

describe('no template takes a word of its own language for data', () => {
  it('looks at all of them', () => expect(templates.length).toBeGreaterThan(50));

  it.each(templates)('%s', (name) => expect(wordsRead(readFileSync(join(VIEWS, name), 'utf8'))).toEqual([]));

  // Seeded faults: how each would be read as data.
  const READ = [
    (word: string) => `{% if ${word} %}<p>{{ ${word} }}</p>{% endif %}`,
    (word: string) => `<p>{{ ${word} }}</p>`,
    (word: string) => `{% for one in ${word} %}{{ one }}{% endfor %}`,
    (word: string) => `{{ list(${word}) }}`,
    (word: string) => `{% if one and ${word} %}x{% endif %}`,
    (word: string) => `{% set ${word} = one %}{{ one }}`,
    (word: string) => `{% macro list(${word}) %}{{ ${word}.text }}{% endmacro %}`,
  ];
  // `and`, `if` and the like are names like any other where the language does not wait for them.
  it.each(['none', 'null', 'true', 'false'])('finds %s, however it is read', (word) => {
    for (const read of READ) expect(wordsRead(read(word))).not.toEqual([]);
  });

  it('finds a loop that is none, and leaves alone one that is, options of a macro, and every other name', () => {
    expect(wordsRead('{% if loop %}x{% endif %}')).toEqual(['loop']);
    expect(wordsRead('{% for one in loop %}x{% endfor %}')).toEqual(['loop']);
    expect(wordsRead('{% if not %}x{% endif %}')).toEqual(['cannot be read']);
    expect(wordsRead('{% for one in list %}{{ loop.index }}{% endfor %}')).toEqual([]);
    expect(wordsRead('{{ govukButton({ text: nothing, preventDoubleClick: true }) }}')).toEqual([]);
    for (const read of READ) expect(wordsRead(read('nothing'))).toEqual([]);
  });
});
