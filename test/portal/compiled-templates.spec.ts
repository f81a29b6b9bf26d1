import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Environment } from 'nunjucks';
import * as read from '../../apps/portal/src/shell/templates.js';

const { compileTemplates } = (await import('../../scripts/prepare/compile-templates.mjs' as string)) as {
  compileTemplates: (templates: typeof read) => string;
};
const VIEWS = readdirSync(read.TEMPLATE_FOLDERS[0]!, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.njk'),
);
const FAULTY = [
  ['a template that another one names beside itself is not found', 'posix.dirname(from)', "'.'"],
  ['what is drawn is not escaped', '"autoescape":true', '"autoescape":false'],
] as const;

/** What comes out, or why nothing does: a model that fits each of the templates would be as long as they are. */
function drawn(templates: Environment, name: string): string {
  const text = { text: '<&>', title: '<&>', href: '/a?b&c' };
  const model = {
    ...text,
    t: (key: string) => `<${key}>`,
    page: text,
    shell: { language: 'en', asset: String, help: {} },
  };
  try {
    return templates.render(name, model);
  } catch (error) {
    return `failed: ${(error as Error).message.replace(/^\(.*?\)/, '').replace(/\s+/g, ' ')}`;
  }
}

describe('the templates as a bundle has them', () => {
  let folder: string;
  const text = compileTemplates(read);
  const load = async (name: string, source: string): Promise<Environment> => {
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, source);
    return ((await import(pathToFileURL(path).href)) as { TEMPLATES: Environment }).TEMPLATES;
  };
  beforeAll(() => {
    // Below the packages, as what is compiled asks for one of them.
    const cache = resolve('node_modules/.cache');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'templates-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const differing = (compiled: Environment): string[] =>
    VIEWS.filter((name) => drawn(compiled, name) !== drawn(read.TEMPLATES, name));

  it('draw what their sources draw', async () => {
    expect(differing(await load('sound', text))).toEqual([]);
    expect(VIEWS.filter((name) => !drawn(read.TEMPLATES, name).startsWith('failed')).length).toBeGreaterThan(30);
  });

  it.each(FAULTY)('would be found out: %s', async (what, part, instead) => {
    expect(text).toContain(part);
    expect(differing(await load(what.replaceAll(' ', '-'), text.replace(part, instead))).length).toBeGreaterThan(10);
  });
});
