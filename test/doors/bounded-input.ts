import { createContext, runInContext } from 'node:vm';
import { plainToInstance } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, validateSync } from 'class-validator';
import { sizeFault } from '#libs/http';
import type { Shape } from './handlers.js';

const LONG = 101_000;
/** Texts that patterns with two ways to read the same letters stumble over, and those that they like. */
const LONG_TEXTS = [
  'a',
  'A1',
  '0',
  ' ',
  '-',
  "'",
  '.',
  'a ',
  'a-',
  'a.',
  'é',
  '2026-01-01T',
  'NM1 2AB',
  '!',
  '%',
  '\n',
].flatMap((part) => {
  const text = part.repeat(Math.ceil(LONG / part.length));
  return [text, `${text}\u0001`];
});
const LISTS = new Set(['isArray', 'arrayMaxSize', 'arrayMinSize', 'arrayNotEmpty', 'arrayUnique']);

/** These classes and all that stand inside them. */
export function withNested(shapes: readonly Shape[], found = new Set<Shape>()): Set<Shape> {
  for (const shape of shapes) {
    if (found.has(shape)) continue;
    found.add(shape);
    withNested(
      fieldsOf(shape).flatMap((field) => nestedIn(shape, field)),
      found,
    );
  }
  return found;
}

/** Fields of a class that take a text or a list of any length, by name and why. */
export function unbounded(shape: Shape): string[] {
  return fieldsOf(shape).flatMap((field) => {
    const rules = rulesOf(shape, field);
    const isList = rules.some(({ name, each, type }) => LISTS.has(name ?? '') || each || type === 'each');
    const faults = [
      ...(isList && !rules.some(({ name }) => name === 'arrayMaxSize') ? ['a list of any length'] : []),
      ...(LONG_TEXTS.some((text) => takes(shape, field, isList ? [text] : text)) ? ['a text of any length'] : []),
    ];
    return faults.map((fault) => `${shape.name}.${field} takes ${fault}`);
  });
}

/** Fields of a class with a pattern that takes more than a second over a text of the longest length that meets it. */
export function slow(shape: Shape): string[] {
  return fieldsOf(shape).flatMap((field) =>
    rulesOf(shape, field)
      .flatMap(({ constraints }) => ((constraints ?? []) as readonly unknown[]).filter((one) => one instanceof RegExp))
      .filter((pattern) => LONG_TEXTS.some((text) => isSlow(pattern, longestThatPasses(shape, field, text))))
      .map((pattern) => `${shape.name}.${field}: ${pattern.source}`),
  );
}

/** Where a pattern can be stopped. */
const aside = createContext({});

function isSlow(pattern: RegExp, text: string): boolean {
  try {
    Object.assign(aside, { pattern, text });
    runInContext('pattern.test(text)', aside, { timeout: 1_000 });
    return false;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return true;
    throw error;
  }
}

function longestThatPasses(shape: Shape, field: string, text: string): string {
  const passes = (length: number): boolean => sizeFault(shape, { [field]: text.slice(-length) }) === undefined;
  if (passes(text.length)) return text;
  let [shortest, longest] = [0, text.length];
  while (longest - shortest > 1) {
    const middle = Math.floor((shortest + longest) / 2);
    if (passes(middle)) shortest = middle;
    else longest = middle;
  }
  return text.slice(-shortest);
}

/** As the door does: sizes first; only what passes them meets the rules. */
function takes(shape: Shape, field: string, value: unknown): boolean {
  if (sizeFault(shape, { [field]: value }) !== undefined) return false;
  const given = plainToInstance(shape, { [field]: value });
  if ((given as Readonly<Record<string, unknown>>)[field] === undefined) return false;
  return !validateSync(given, { forbidUnknownValues: true }).some(({ property }) => property === field);
}

function nestedIn(shape: Shape, field: string): Shape[] {
  const type = defaultMetadataStorage.findTypeMetadata(shape, field)?.typeFunction() as unknown;
  return typeof type === 'function' && ![Number, String, Boolean, Date].some((one) => one === type)
    ? [type as Shape]
    : [];
}

const fieldsOf = (shape: Shape): string[] => [...new Set(allRules(shape).map(({ propertyName }) => propertyName))];
const rulesOf = (shape: Shape, field: string): ReturnType<typeof allRules> =>
  allRules(shape).filter(({ propertyName }) => propertyName === field);
const allRules = (shape: Shape): ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']> =>
  getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
