import type { FieldError } from '#libs/contracts';

/** Deepest nesting, most entries of one list and most digits of a number. The deepest body of ours has six levels. */
const DEEPEST = 32;
const MOST_ENTRIES = 1_000;
const MOST_DIGITS = 40;

/** A name is repeated only when it looks like a field's, so that nothing personal comes back through it. */
const NAME = /^[a-z][A-Za-z_]{0,39}$/;
/** One token of JSON: a mark, a text, or anything else up to the next mark. Each character is looked at once. */
const TOKEN = /[ \t\r\n]*(?:([{}[\],:])|"([^"\\]*(?:\\.[^"\\]*)*)"|([^ \t\r\n{}[\],:"]+))/gsy;
const HALF_PAIR = /\p{Surrogate}/u;

interface Level {
  readonly names: Set<string> | undefined;
  /** The name, or the place in the list, that is being read. */
  at: string | number;
  awaitsName: boolean;
}

/**
 * The first thing in a JSON text that we could not keep as it was sent: nested too deep, a list too long, half of a
 * surrogate pair or a NUL (no database takes them), a number that is none to us, a name twice or one that would reach
 * into the prototype. Undefined where there is none; a text that is no JSON at all is left to the parser.
 */
export function jsonFault(text: string): FieldError | undefined {
  const path: Level[] = [];
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    const fault = take(path, token[1], token[2], token[3]);
    if (fault !== undefined) {
      const [rule, detail] = fault;
      return { field: nameOf(path), rule, detail: `${nameOf(path)} ${detail}` };
    }
  }
  return undefined;
}

type Fault = readonly [rule: string, detail: string];

function take(path: Level[], mark?: string, quoted?: string, bare?: string): Fault | undefined {
  const level = path.at(-1);
  if (mark !== undefined) return takeMark(path, level, mark);
  if (bare !== undefined) return numberFault(bare);
  const said = spoken(quoted!);
  if (HALF_PAIR.test(said)) return ['wellFormed', 'holds half of a surrogate pair'];
  if (said.includes('\0')) return ['noNul', 'holds a NUL character'];
  return level?.awaitsName ? takeName(path, level, said) : undefined;
}

function takeMark(path: Level[], level: Level | undefined, mark: string): Fault | undefined {
  if (mark === '{' || mark === '[') {
    path.push({ names: mark === '{' ? new Set() : undefined, at: mark === '{' ? '' : 0, awaitsName: mark === '{' });
    return path.length > DEEPEST ? ['depth', `is nested more than ${DEEPEST} deep`] : undefined;
  }
  if (mark === '}' || mark === ']') path.pop();
  else if (mark === ',' && level !== undefined) return next(level);
  return undefined;
}

function next(level: Level): Fault | undefined {
  if (level.names !== undefined) level.awaitsName = true;
  else level.at = Number(level.at) + 1;
  return level.names === undefined && Number(level.at) >= MOST_ENTRIES
    ? ['arrayMaxSize', `has more than ${MOST_ENTRIES} entries`]
    : undefined;
}

function takeName(path: readonly Level[], level: Level, name: string): Fault | undefined {
  level.at = name;
  level.awaitsName = false;
  if (name === '__proto__' || (name === 'prototype' && path.at(-2)?.at === 'constructor')) {
    return ['prototype', 'is a name that is not taken'];
  }
  if (level.names!.has(name)) return ['unique', 'is there twice'];
  level.names!.add(name);
  return undefined;
}

function numberFault(bare: string): Fault | undefined {
  if (!/^[-\d]/.test(bare)) return undefined;
  if (bare.length > MOST_DIGITS) return ['number', `has more than ${MOST_DIGITS} digits`];
  return Math.abs(Number(bare)) === Infinity ? ['number', 'is too large a number'] : undefined;
}

/** A text with its escapes resolved; what is escaped wrongly is left to the parser. */
function spoken(quoted: string): string {
  if (!quoted.includes('\\')) return quoted;
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    return '';
  }
}

function nameOf(path: readonly Level[]): string {
  const parts = path
    .map(({ at }) => at)
    .filter((at) => at !== '')
    .map((at) => (typeof at === 'number' || NAME.test(at) ? at : '(unnamed)'));
  return parts.length === 0 ? '(body)' : parts.join('.');
}
