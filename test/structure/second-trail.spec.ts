import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SECOND_TRAILS } from './faults/second-trails.js';
import { signsIn } from './second-trail.js';

/** The library itself, what it stands on, the tables; and what specs do to see from outside. */
const ITS_OWN =
  /^libs\/(trail|sealing)\/|^libs\/domain\/src\/identifiers\/|\/migrations\/|\/(testing|faults)\/|\.spec\.ts$/;

describe('entries, keys and names of residents', () => {
  it('have one writer, one reader and one answer (ADR 33)', () => {
    const sources = ['apps', 'libs', 'scripts'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((path) => join(folder, path))
        .filter((path) => path.endsWith('.ts') && !ITS_OWN.test(path)),
    );
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.flatMap((path) => signsIn(readFileSync(path, 'utf8')).map((does) => `${path} ${does}`))).toEqual([]);
  });

  it.each(SECOND_TRAILS)('would be found a second time: %s', (does, line) => {
    expect(signsIn(line)).toEqual([does]);
  });
});
