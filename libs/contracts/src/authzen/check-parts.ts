import type { FieldError } from '../problem.dto.js';
import type { Properties } from './access-question.js';
import { fault, ShapeError } from './shape-error.js';

/** The parts of a question, and the texts that each must carry. */
export const NAMES = { subject: ['type', 'id'], action: ['name'], resource: ['type', 'id'], context: [] } as const;
export type Part = keyof typeof NAMES;
export const REQUIRED = ['subject', 'action', 'resource'] as const satisfies readonly Part[];
const NO_NAMES: readonly string[] = [];

export const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws ShapeError unless the whole body is one JSON object (AuthZEN 1.0, JSON Serialization). */
export function bodyObject(body: unknown): Properties {
  if (isObject(body)) return body;
  throw new ShapeError([fault('(body)', 'isObject', 'send one JSON object')]);
}

/**
 * What is wrong with one part, by path; nothing where it is sound. Written by hand, without a list until there is a fault:
 * a decision takes a few microseconds, and class-validator would take several times that.
 */
export function faultsOfPart(
  value: unknown,
  field: string,
  texts: readonly string[] = NO_NAMES,
): readonly FieldError[] | undefined {
  if (value === undefined) return [fault(field, 'isDefined', 'must stand here')];
  if (!isObject(value)) return [fault(field, 'isObject', 'must be an object')];
  let faults: FieldError[] | undefined;
  for (const text of texts) {
    if (typeof value[text] !== 'string') (faults ??= []).push(faultOfText(value[text], `${field}.${text}`));
  }
  const { properties } = value;
  if (properties !== undefined && !isObject(properties)) {
    (faults ??= []).push(fault(`${field}.properties`, 'isObject', 'must be an object'));
  }
  return faults;
}

function faultOfText(value: unknown, field: string): FieldError {
  return value === undefined
    ? fault(field, 'isDefined', 'must stand here')
    : fault(field, 'isString', 'must be a text');
}

/** @throws ShapeError naming everything wrong with these parts. */
export function requireParts<Read>(
  body: Properties,
  parts: Readonly<Partial<Record<Part, readonly string[]>>>,
): asserts body is Properties & Read {
  let faults: FieldError[] | undefined;
  for (const part in parts) {
    const found = faultsOfPart(body[part], part, parts[part as Part]);
    if (found) (faults ??= []).push(...found);
  }
  const { context } = body;
  if (context !== undefined && !isObject(context)) {
    (faults ??= []).push(fault('context', 'isObject', 'must be an object'));
  }
  if (faults) throw new ShapeError(faults);
}
