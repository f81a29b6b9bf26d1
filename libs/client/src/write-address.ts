import { ApiProblem } from './api-problem.js';

/**
 * Fills the names in a path in. Each value stays one part of the path whatever is in it; `{path}` is the rest of an address,
 * with its slashes (C2SP tlog-tiles).
 * @throws ApiProblem not-found, without asking: `.` and `..` would be another path, and nothing is called that
 */
export function fillPath(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values[name]);
    return name === 'path' ? value.split('/').map(onePart).join('/') : onePart(value);
  });
}

function onePart(value: string): string {
  if (value === '.' || value === '..') throw new ApiProblem(404, 'not-found', {});
  return encodeURIComponent(value);
}

type Value = string | number | boolean | null | undefined;

/** A query without what was left out: undefined, and the empty text of a form's field. A list is one value with commas. */
export function writeQuery(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [string, Value | readonly Value[]][]) {
    if (value !== undefined && value !== null && value !== '') search.append(name, String(value));
  }
  return search.toString();
}
