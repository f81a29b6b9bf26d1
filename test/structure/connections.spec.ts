import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Where connections to PostgreSQL are made, and nowhere else: bounded, and with somebody who hears of their end. */
const HOME = 'libs/persistence/src/';
const MADE = /\bnew\s+(?:pg\.)?(?:Pool|Client|DataSource)\s*\(/g;
/** The client of our own APIs has the same name, and no connection to a database. */
const OF_THE_APIS = /import \{[^}]*\bClient\b[^}]*\} from '#libs\/client'/;
const NOT_THE_PRODUCT = /\.spec\.ts$|\/testing\/|\/faults\/|^libs\/testing\/|\/node_modules\//;

type Source = readonly [path: string, text: string];

const madeElsewhere = (sources: readonly Source[]): string[] =>
  sources.filter(([path, text]) => !path.startsWith(HOME) && makes(text)).map(([path]) => path);

function makes(text: string): boolean {
  const found = [...text.matchAll(MADE)].map(([made]) => made);
  return found.some((made) => !(OF_THE_APIS.test(text) && /^new\s+Client\b/.test(made)));
}

const product = (): Source[] =>
  ['apps', 'libs', 'scripts']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => /\.(ts|mjs)$/.test(path) && !NOT_THE_PRODUCT.test(path))
    .map((path) => [path, readFileSync(path, 'utf8')] as const);

describe('a connection to the database', () => {
  it('is made in one place, which gives it an error handler and a bound', () => {
    const sources = product();
    expect(sources.length).toBeGreaterThan(700);
    expect(madeElsewhere(sources)).toEqual([]);
  });

  it.each(['new pg.Pool({ max: 4 })', 'new pg.Client(url)', 'new Client( url )', 'new DataSource({})'])(
    'made anywhere else (%s) is found',
    (text) => {
      expect(madeElsewhere([['apps/relay/src/shipping/shipping.ts', text]])).toHaveLength(1);
      expect(madeElsewhere([['libs/persistence/src/connect.ts', text]])).toEqual([]);
      const beside = "import { Client } from '#libs/client';\nnew Client({ address });";
      expect(madeElsewhere([['scripts/town/town-api.ts', beside]])).toEqual([]);
      expect(
        madeElsewhere([['scripts/town/town-api.ts', `${beside}\n${text.replace('Client', 'Pool')}`]]),
      ).toHaveLength(1);
    },
  );
});
