import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { changeSaid } from '#libs/contracts';
import { dropsMayEnd, savesAWord } from '../faults/half-said.js';
import { everythingSaid, readByOlder, readFromOlder } from './beside.js';
import { Release } from './release.js';

/** Kept for as long as one of its processes may run beside this release's, or its events may stand in a topic. */
const releases = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => new Release(name));

it('are kept, with every kind of change that they wrote', () => {
  expect(releases.map(({ version }) => version)).toContain('0.3.0');
  for (const { written } of releases) expect(written.length).toBeGreaterThan(25);
});

describe.each(releases)('beside $version', (release) => {
  it('its reader does with each of our changes what the change says', () =>
    expect(readByOlder(release, everythingSaid(changeSaid))).toEqual([]));

  it('we do with each of its changes what it did', () => expect(readFromOlder(release)).toEqual([]));

  it.each([
    ['drops what a change may end', dropsMayEnd],
    ['says it only where there is something to say', savesAWord],
  ])('a writer is caught that %s (seeded fault)', (_what, say) =>
    expect(readByOlder(release, everythingSaid(say))).toContain(
      'directive.changed.v1 given: does not say what it may open and end',
    ),
  );

  it.each([
    ['directive.changed.v1', { change: 'moved' }, `parks its stream`],
    ['directive.changed.v1', { change: 'restricted' }, `makes [] of it`],
    ['resident.moved.v1', {}, `passes over it`],
  ])('a new kind is caught that would be lost or stop it: %s %j', (type, more, made) => {
    const said = { residentId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', mayOpen: false, mayEnd: true, ...more };
    expect(readByOlder(release, [{ type, data: said }])).toEqual([
      expect.stringContaining(`${release.version} ${made}; for one release it must go as a kind that it knows`),
    ]);
  });
});
