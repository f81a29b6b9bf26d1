import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { folderCircles, type Source } from './folder-circles.js';

const sources = readdirSync('apps', { recursive: true, encoding: 'utf8' })
  .map((name) => `apps/${name.replaceAll('\\', '/')}`)
  .filter((path) => /^apps\/[^/]+\/src\/.*\.ts$/.test(path))
  .map((path): Source => [path, readFileSync(path, 'utf8')]);

const plant = (files: Readonly<Record<string, string>>): Source[] =>
  Object.entries(files).map(([path, target]) => [`apps/alpha/src/${path}`, `import type { A } from '${target}';`]);

describe('the folders of an app', () => {
  it('do not need each other in a circle', () => {
    expect(sources.length).toBeGreaterThan(700);
    expect(folderCircles(sources)).toEqual([]);
  });

  it('are caught at it though no two files are, over three corners, and by a type alone (planted)', () => {
    const planted = plant({
      'door/one.ts': '../yard/two.js',
      'yard/three.ts': '../rows/four.js',
      'rows/deep/five.ts': '../../door/six.js',
      'aside/seven.ts': '../door/one.js',
    });
    expect(folderCircles(planted)).toEqual(['alpha: door, rows, yard']);
    expect(folderCircles(planted.slice(0, 2))).toEqual([]);
    const deeper = plant({ 'group/one/a.ts': '../two/b.js', 'group/two/c.ts': '../one/d.js' });
    expect(folderCircles(deeper)).toEqual(['alpha/group: one, two']);
  });

  it('may be known to tests as a whole, and to what joins them', () => {
    const around = { 'door/one.spec.ts': '../yard/two.js', 'yard/two.ts': '../door/one.js' };
    const faults = { 'door/faults/one.ts': '../../yard/two.js', 'yard/two.ts': '../testing/place.js' };
    const joined = { 'alpha.module.ts': './door/door.module.js', 'door/one.ts': '../config.js' };
    for (const files of [around, faults, joined]) expect(folderCircles(plant(files))).toEqual([]);
  });
});
