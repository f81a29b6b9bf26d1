import { expect, it } from '@jest/globals';
import type { LogLines } from './log-lines.js';
import { LOGGABLE_FIELDS } from './loggable-fields.js';

const written: string[] = [];
const write = (fields: object): void => void written.push(...Object.keys(fields));
const log: LogLines = { debug: write, info: write, warn: write, error: write };

it('takes what is on the allow-list, whatever was thrown, and what is not known just now', () => {
  written.length = 0;
  log.info({ moved: 1, shards: [1, 2], outcome: undefined, err: 'thrown' }, 'moved');
  expect(written.filter((name) => name !== 'err' && !LOGGABLE_FIELDS.has(name))).toEqual([]);
});

/** Planted: each would be dropped. What lets one through makes its `@ts-expect-error` an error of the type check. */
it('does not compile with what the log would drop', () => {
  const [spread, named]: [{ town: string }, Record<string, unknown>] = [{ town: 'NM' }, { town: 'NM' }];
  const key: string = 'town';
  written.length = 0;
  // @ts-expect-error a name that is not on the list
  log.info({ town: 'NM' }, 'planted');
  // @ts-expect-error which comes in by a spread
  log.warn({ moved: 1, ...spread }, 'planted');
  // @ts-expect-error by a variable
  log.warn(spread, 'planted');
  // @ts-expect-error by whatever somebody else calls its fields
  log.error(named, 'planted');
  // @ts-expect-error by a name that is no constant
  log.error({ [key]: 'NM' }, 'planted');
  // @ts-expect-error an object, which could hold anything
  log.error({ reason: { town: 'NM' } }, 'planted');
  expect(written.filter((name) => !LOGGABLE_FIELDS.has(name))).toEqual(Array(5).fill('town'));
});
