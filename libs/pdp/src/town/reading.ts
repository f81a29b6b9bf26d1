import { UnreadableError, type Place } from './place.js';

/** Reads one value of a page. @throws UnreadableError */
export type Read<T> = (place: Place) => T;

export function fail(place: Place, message: string): never {
  throw new UnreadableError(place, message);
}

const isMap = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inside = ({ page, value, path }: Place, key: string | number): Place => ({
  page,
  value: (value as { [key: string | number]: unknown })[key],
  path: [...path, key],
});

/** Goes on with the next after what cannot be read, so that an author learns of everything at once. */
export function tolerant<T>(place: Place, read: Read<T>): T[] {
  try {
    return [read(place)];
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    place.page.report(place.page.lineAt(error.place.path), error.message);
    return [];
  }
}

/** For a value of the wrong kind, or none. */
const expected = (place: Place, what: string): never =>
  place.value === undefined || place.value === null
    ? fail(place, `"${String(place.path.at(-1) ?? 'the page')}" is missing`)
    : fail(place, `expected ${what}, found ${JSON.stringify(place.value)}`);

/** Words; a step such as `7` is one too. */
export const text: Read<string> = ({ value, ...place }) => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : expected({ value, ...place }, 'words');
};

export const number: Read<number> = (place) =>
  typeof place.value === 'number' && Number.isFinite(place.value) ? place.value : expected(place, 'a number');

export const flag: Read<boolean> = (place) =>
  typeof place.value === 'boolean' ? place.value : expected(place, 'true or false');

/** One of the names that exist; another is named together with those. */
export const nameOf =
  <T extends string>(what: string, names: Iterable<T>): Read<T> =>
  (place) => {
    const word = text(place);
    const known = [...names];
    return known.find((name) => name === word) ?? fail(place, `no ${what} "${word}"; there is ${known.join(', ')}`);
  };

/** A list, or one alone, or several words in one line. */
export const listOf =
  <T>(read: Read<T>): Read<T[]> =>
  (place) => {
    if (Array.isArray(place.value)) return place.value.map((_, index) => read(inside(place, index)));
    if (typeof place.value !== 'string') return [read(place)];
    return place.value
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => read({ ...place, value: word }));
  };

/** A list of whole entries; one that cannot be read is reported and left out. */
export const entriesOf =
  <T>(read: Read<T>): Read<T[]> =>
  (place) =>
    Array.isArray(place.value)
      ? place.value.flatMap((_, index) => tolerant(inside(place, index), read))
      : expected(place, 'a list');

export const mapOf =
  <T>(read: Read<T>, key: (place: Place) => unknown = () => null): Read<{ [name: string]: T }> =>
  (place) => {
    if (!isMap(place.value)) return expected(place, 'names, each with a value');
    const pairs = Object.keys(place.value).map((name) =>
      tolerant(inside(place, name), (at): [string, T] => {
        key({ ...at, value: name });
        return [name, read(at)];
      }),
    );
    return Object.fromEntries(pairs.flat());
  };

export const optional =
  <T, F>(read: Read<T>, otherwise: F): Read<T | F> =>
  (place) =>
    place.value === undefined || place.value === null ? otherwise : read(place);

/** A value with these fields and no others. */
export const record =
  <T extends object>(fields: { [K in keyof T]-?: Read<T[K]> }): Read<T> =>
  (place) => {
    if (!isMap(place.value)) return expected(place, Object.keys(fields).join(', '));
    const unknown = Object.keys(place.value).find((name) => !Object.hasOwn(fields, name));
    if (unknown !== undefined) {
      return fail(inside(place, unknown), `no field "${unknown}"; there is ${Object.keys(fields).join(', ')}`);
    }
    const names = Object.keys(fields) as (keyof T & string)[];
    return Object.fromEntries(names.map((name) => [name, fields[name](inside(place, name))])) as T;
  };
