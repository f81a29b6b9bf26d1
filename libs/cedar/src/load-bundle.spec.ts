import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadBundle } from './load-bundle.js';

const SCHEMA = 'entity Person;\naction read appliesTo { principal: [Person], resource: [Person], context: {} };';

describe('loading a bundle', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (files: { [name: string]: string }) =>
    Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));

  it('reads the policies, the schema and the order, and nothing else', async () => {
    await mkdir(join(folder, 'invariants'));
    await write({
      's.cedarschema': SCHEMA,
      'b.cedar': '@id("b") forbid (principal, action, resource);',
      'a.cedar': '@id("a") permit (principal, action, resource);',
      'precedence.json': '[{"step": "all", "rules": ["b"]}]',
      'README.md': '# not a policy',
    });
    const bundle = await loadBundle(folder);
    expect([...bundle.rules.keys()]).toEqual(['a', 'b']);
    expect(bundle.precedence).toEqual(['b']);
    expect(bundle.files.map(({ name }) => name)).toEqual(['a.cedar', 'b.cedar', 'precedence.json', 's.cedarschema']);
  });

  it('refuses a folder without policies, without a schema, and one that is not there', async () => {
    await write({ 's.cedarschema': SCHEMA });
    await expect(loadBundle(folder)).rejects.toThrow('no *.cedar file');
    await rm(join(folder, 's.cedarschema'));
    await write({ 'a.cedar': 'permit (principal, action, resource);' });
    await expect(loadBundle(folder)).rejects.toThrow('no *.cedarschema file');
    await expect(loadBundle(join(folder, 'gone'))).rejects.toThrow('ENOENT');
  });

  it('reads tests, invariants and language packs from their folders', async () => {
    await Promise.all(['tests', 'invariants', 'explain'].map((name) => mkdir(join(folder, name))));
    await write({
      's.cedarschema': SCHEMA,
      'a.cedar': '@id("a") permit (principal, action, resource);',
      'tests/town.yaml': 'people: []',
      'tests/notes.txt': 'not a test',
      'invariants/ours.yaml': '- id: one',
      'explain/cy.json': '{}',
    });
    const bundle = await loadBundle(folder);
    expect(bundle.attachments).toEqual([
      { name: 'explain/cy.json', text: '{}' },
      { name: 'invariants/ours.yaml', text: '- id: one' },
      { name: 'tests/town.yaml', text: 'people: []' },
    ]);
    expect(bundle.files.map(({ name }) => name)).toEqual([
      'a.cedar',
      'explain/cy.json',
      'invariants/ours.yaml',
      's.cedarschema',
      'tests/town.yaml',
    ]);
  });

  it('names file, line and rule of a bad one', async () => {
    await write({ 's.cedarschema': SCHEMA, 'a.cedar': '\n@id("odd")\npermit (principal, action);' });
    await expect(loadBundle(folder)).rejects.toThrow(/^a\.cedar:\d: rule odd: /);
  });
});
