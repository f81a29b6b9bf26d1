import type { Json } from '#libs/tlog';

/** Stands where a field was left out, so that nobody takes its absence for "none known" (v3-ActCode REDACT). */
export const REDACTED = '[redacted]';

/**
 * A copy of the content without the named fields. A name is a dotted path; a path that meets a list goes into each of
 * its items. A path that leads nowhere changes nothing. Never adds a field that was not there.
 */
export function minimise(content: Json, redact: readonly string[]): Json {
  return redact.reduce((body, path) => without(body, path.split('.')), content);
}

function without(value: Json, [head, ...rest]: string[]): Json {
  if (Array.isArray(value))
    return (value as Json[]).map((item) => without(item, head === undefined ? [] : [head, ...rest]));
  if (head === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, head)) return value;
  const inside = (value as { [key: string]: Json })[head]!;
  return { ...value, [head]: rest.length === 0 ? REDACTED : without(inside, rest) };
}
