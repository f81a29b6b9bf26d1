import { ProblemError } from '../problem/problem-error.js';
import { jsonFault } from './json-fault.js';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A body as JSON. What JSON allows and no later step can keep is refused here, with the path: see json-fault.ts. Throws
 * ProblemError; its words hold no value and no name that does not look like a field's.
 */
export function readJson(body: Uint8Array, rewrite: (text: string) => string = asItIs): unknown {
  return parseJson(rewrite(decoded(body)));
}

/** The same of a text that is read already. */
export function parseJson(text: string): unknown {
  const fault = jsonFault(text);
  if (fault !== undefined) {
    throw new ProblemError('malformed-body', { detail: fault.detail, errors: [fault] });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new ProblemError('malformed-body', { detail: 'the body is not JSON' });
    throw error;
  }
}

function decoded(body: Uint8Array): string {
  try {
    return UTF_8.decode(body);
  } catch (error) {
    if (error instanceof TypeError) throw new ProblemError('malformed-body', { detail: 'the body is not UTF-8' });
    throw error;
  }
}

const asItIs = (text: string): string => text;
