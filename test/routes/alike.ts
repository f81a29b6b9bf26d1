import type { Answer } from './place/place.js';

/** Differs from answer to answer by its nature: the request's own id, and when it was given. */
const OF_THE_REQUEST = new Set(['x-request-id', 'date', 'connection', 'keep-alive']);

const VARYING: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>'],
  [/\b[0-9a-f]{64}\b/g, '<hash>'],
  [/"[a-z2-7]{26}"/g, '"<pseudonym>"'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
];

/** An answer as its reader can tell it from another: everything but ids of the request and times, to the byte. */
export function form({ status, headers, text }: Answer): string {
  const kept = [...headers].filter(([name]) => !OF_THE_REQUEST.has(name)).map(([name, value]) => `${name}: ${value}`);
  const body = VARYING.reduce((said, [pattern, name]) => said.replace(pattern, name), text);
  return [String(status), ...kept.sort(), '', body].join('\n');
}
