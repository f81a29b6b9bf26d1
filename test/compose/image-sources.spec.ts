import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { copiedBy, filesIn, missingFor } from './image-sources.js';

const copied = copiedBy(readFileSync('Dockerfile', 'utf8'));
const without = (path: string): string[] => copied.filter((one) => one !== path);

describe('what the image is built from', () => {
  const files = filesIn(copied);

  it('is all there: every import of what is type-checked, specs too, and what the build runs', () => {
    expect(files.size).toBeGreaterThan(1_000);
    expect(missingFor(files)).toEqual([]);
  });

  it.each(copied)('would miss %s', (path) => {
    expect(missingFor(filesIn(without(path)))).not.toEqual([]);
  });

  it.each([
    ["import { setup } from '../../../test/setup/database.js';", 'test/setup/database.ts'],
    ["import {\n  setup,\n} from '../../../test/setup/database.js';", 'test/setup/database.ts'],
    ["import '../../../test/setup/jest-globals.mjs';", 'test/setup/jest-globals.mts'],
    ["const setup = await import('../../../test/setup/database.js');", 'test/setup/database.ts'],
    ["type Setup = import('../../../test/setup/database.js').Setup;", 'test/setup/database.ts'],
    ["export * from '#libs/absent';", 'libs/absent/src/index.ts'],
  ])('would miss what a spec asks for by %j', (line, missing) => {
    const spec = 'libs/persistence/src/planted.spec.ts';
    expect(missingFor(new Map([...files, [spec, line]]))).toEqual([`${spec}: ${missing}`]);
  });
});
