import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage, IsBoolean } from 'class-validator';
import fc from 'fast-check';
import { readConfig } from '#libs/http';
import { choiceOf } from '../../scripts/local/choice.js';
import { readSettings } from '../../scripts/local/settings.js';
import { GUESSED } from './faults/guessed-settings.js';

type Shape = new () => object;

const apps = readdirSync('apps').filter((app) => existsSync(`apps/${app}/src/config.ts`));
const shapes = await Promise.all(
  apps.map(async (app): Promise<[string, Shape]> => {
    const module = (await import(`../../apps/${app}/src/config.ts`)) as Record<string, Shape>;
    return [app, Object.entries(module).find(([name]) => name.endsWith('Config'))![1]];
  }),
);

const checksOf = (shape: Shape) => getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
const choicesOf = (shape: Shape): string[] =>
  checksOf(shape)
    .filter(({ name, each }) => name === 'isIn' && !each)
    .map(({ propertyName }) => propertyName);
/** Of the text `no` class-transformer would make true. */
const yesesOf = (shape: Shape): string[] =>
  checksOf(shape)
    .map(({ propertyName }) => propertyName)
    .filter((name) => Reflect.getMetadata('design:type', shape.prototype as object, name) === Boolean);

/** Lines that tell yes from no, or this from that, by comparing what an environment says with one word. */
const guesses = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /\benv(ironment)?\??(\.[A-Z]|\[)[^;]*[!=]==? *['"`]\w/.test(line) && !line.includes('choiceOf('))
    .map((line) => line.trim());

function wordsOf(read: () => unknown): string {
  try {
    read();
    return 'taken';
  } catch (error) {
    return String((error as { lines?: readonly string[] }).lines?.join('\n') ?? (error as Error).message);
  }
}

describe('a setting that is one word of a few', () => {
  it.each(shapes)('is checked in %s, which says its name and what it may be', (_app, shape) => {
    expect(choicesOf(shape)).toEqual(expect.arrayContaining(['NODE_ENV', 'LOG_LEVEL']));
    for (const name of choicesOf(shape))
      for (const said of ['no', 'false', '0', 'On'])
        expect(wordsOf(() => readConfig(shape, { [name]: said }))).toContain(`${name} must be one of the following`);
    expect(yesesOf(shape)).toEqual([]);
  });

  it('would be found where a class has a yes or no that takes every text for yes', () => {
    class Guesses {
      @IsBoolean()
      readonly SEED: boolean = false;
    }
    expect(readConfig(Guesses, { SEED: 'no' }).SEED).toBe(true);
    expect(yesesOf(Guesses)).toEqual(['SEED']);
  });

  it('is refused by npm start in the same words, whatever else is said', () => {
    const word = fc.oneof(fc.constantFrom('no', 'false', '0', 'of', 'on ', 'disabled'), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(word, (said) => {
        fc.pre(!['on', 'off'].includes(said.toLowerCase()));
        expect(wordsOf(() => readSettings({ DEMO: said }, []))).toBe(
          'DEMO must be one of the following values: on, off',
        );
        expect(() => choiceOf('REFEREE', said, ['on', 'off'])).toThrow('REFEREE must be one of the following values');
      }),
      { numRuns: 100 },
    );
    const mode = wordsOf(() => readSettings({ NODE_ENV: 'prod' }, []));
    expect(wordsOf(() => readConfig(shapes[0]![1], { NODE_ENV: 'prod' })).split('\n')).toContain(mode);
  });

  it('is nowhere guessed by comparing it with one word', () => {
    const sources = ['apps', 'libs', 'scripts'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(ts|mjs)$/.test(path) && !path.endsWith('.spec.ts'))
        .map((path) => join(folder, path)),
    );
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.flatMap((path) => guesses(readFileSync(path, 'utf8')).map((line) => `${path}: ${line}`))).toEqual(
      [],
    );
  });

  it.each(GUESSED)('would be found guessed in %s', (line) => {
    expect(guesses(line)).toEqual([line]);
  });
});
