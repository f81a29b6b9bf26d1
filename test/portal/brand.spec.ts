import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { prepare } from '../start/stack-under-test.js';
import { BRANDS, brandsIn } from './brands.js';

jest.setTimeout(300_000);

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

describe('nothing of another site’s brand (portals.md 1)', () => {
  beforeAll(() => prepare());

  it.each(['dist/assets', 'apps/portal/views', 'apps/portal/locales', 'apps/portal/images', 'apps/portal/browser'])(
    'stands in %s',
    (folder) => {
      const files = filesBelow(folder);
      expect(files).not.toEqual([]);
      const found = files.flatMap((file) => brandsIn(readFileSync(file, 'utf8')).map((brand) => `${file}: ${brand}`));
      expect(found).toEqual([]);
    },
  );

  it('is a typeface or a picture that is loaded from elsewhere', () => {
    for (const file of filesBelow('dist/assets').filter((name) => name.endsWith('.css'))) {
      const style = readFileSync(file, 'utf8');
      expect(style).not.toMatch(/@font-face|url\((?!data:)|@import/);
      expect(style).toContain('system-ui');
    }
  });

  it('would be missed: the package’s own style sheet and header carry it', () => {
    const frontend = 'node_modules/govuk-frontend/dist/govuk';
    expect(brandsIn(readFileSync(join(frontend, 'govuk-frontend.min.css'), 'utf8'))).toContain('GDS Transport');
    expect(brandsIn(readFileSync(join(frontend, 'components/header/template.njk'), 'utf8'))).toContain('GOV.UK');
    expect(brandsIn(`<p>${BRANDS.join(' ')}</p>`)).toEqual([...BRANDS]);
  });
});
