import { randomUUID } from 'node:crypto';
import { madeUpPseudonym, nameOfMargaret } from './requests/question.js';
import { APPS, type App } from './place/apps.js';
import type { Place } from './place/place.js';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}
interface Asked {
  readonly app: App;
  readonly path: string;
  readonly names: readonly string[];
}

const cursor = (...key: unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');
const ID = randomUUID();
const TIMES = [
  '2026-11-02T10:00:00.000001Z',
  '9999-99-99T99:99:99.999999Z',
  '2026-02-30T00:00:00.000000Z',
  '\0',
  'infinity',
];

/** Cursors that nobody was given: of other lists, with parts that are none, and of numbers that no database holds. */
const CURSORS = [
  ...TIMES.map((time) => cursor(time, ID)),
  ...['\0', `${ID}\0`, '\ud800', 'x'.repeat(99)].flatMap((part) => [cursor(part), cursor(TIMES[0], part)]),
  ...[cursor(), cursor(null), cursor({}), cursor(1, 2), '{}', '\0', '9999999999999999999.1', '1.999999999999999999'],
];
/** Times as nobody means them, and text that PostgreSQL does not hold. */
const VALUES = [
  ...TIMES,
  '2026-13-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '-1',
  '1e400',
  '\ud800',
  '2026-11-02T10:00:00+99:99',
];
/** One of each kind who may ask. */
const PEOPLE = ['margaret', 'pell', 'reach', 'reach-ig', 'marsh'] as const;

/** Answers of 500 and above to crafted cursors and odd values in every parameter of every list and reading; none is right. */
export async function oddInputFailures({ place, only }: { place: Place; only?: App }): Promise<string[]> {
  const readings = (
    await Promise.all(APPS.filter((app) => !only || app === only).map((app) => readingsOf(place, app)))
  ).flat();
  const failures: string[] = [];
  for (const { app, path, names } of readings) {
    for (const as of PEOPLE) {
      const own = nameOfMargaret(place, as);
      const at = path.replace('{id}', path.includes('/residents/') ? own : ID).replace(/\{\w+\}/g, madeUpPseudonym());
      const asked = names.flatMap((name) => (name === 'after' ? CURSORS : VALUES).map((value) => ({ name, value })));
      for (const { name, value } of asked) {
        // Half a surrogate cannot be sent as it is; its bytes can.
        const text = value === '\ud800' ? '%ED%A0%80' : encodeURIComponent(value);
        const answer = await place.send(app, as, { method: 'GET', path: `${at}?${name}=${text}` });
        if (answer.status >= 500)
          failures.push(`${app} GET ${path}?${name}=${JSON.stringify(value)} as ${as}: ${answer.status}`);
      }
    }
  }
  return failures;
}

async function readingsOf(place: Place, app: App): Promise<Asked[]> {
  const answer = await fetch(`${place.urls[app]}/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, { get?: Operation }> };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const names = (get?.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    return names.length === 0 ? [] : [{ app, path, names }];
  });
}
