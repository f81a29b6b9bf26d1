import type { BundleProblem } from './bundle-error.js';
import type { BundleFile } from './bundle.js';

/**
 * What is handed to Cedar's parser at most. It is WebAssembly with a small stack and no guard: from some 200 nested
 * parentheses on it writes past it, and answers nothing any more until its process ends. The rules of a place nest three
 * deep, in a few hundred bytes each.
 */
export const ENGINE_LIMITS = {
  /** Of all files together, in UTF-16 units. */
  bundleSize: 1_000_000,
  /** Brackets within brackets, of any kind. */
  depth: 24,
  /** In one policy: each `if` nests what follows. */
  choices: 16,
  /** In one policy: a chain of operators or dots is as deep as it is long. */
  chain: 100,
} as const;

const TOKEN = /\/\/[^\n]*|"(?:\\.|[^"\\])*"|&&|\|\||[-+*.!<>=]=?|\bif\b|[()[\]{}<>;\n]|[^\s"/()[\]{}<>;&|.+*!=-]+|./gs;
const OPENS = new Set(['(', '[', '{']);
const CLOSES = new Set([')', ']', '}']);
const CHAINS = new Set(['&&', '||', '+', '-', '*', '.', '!', '==', '!=', '<', '>', '<=', '>=']);

/** Whether a file could overrun the parser, by its text alone and in one pass; comments and strings do not count. */
function tooDeep({ name: file, text }: BundleFile): BundleProblem[] {
  let [line, depth, choices, chain] = [1, 0, 0, 0];
  // In a schema they are the brackets of Set<…>, in a policy they compare.
  const angles = file.endsWith('.cedarschema');
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '\n') line += 1;
    else if (token.startsWith('"')) line += token.split('\n').length - 1;
    if (OPENS.has(token) || (angles && token === '<')) depth += 1;
    if (CLOSES.has(token) || (angles && token === '>')) depth = Math.max(0, depth - 1);
    if (token === 'if') choices += 1;
    if (CHAINS.has(token)) chain += 1;
    if (token === ';') [choices, chain] = [0, 0];
    const over = overrun({ depth, choices, chain });
    if (over !== null) return [{ file, line, rule: null, message: over }];
  }
  return [];
}

function overrun({ depth, choices, chain }: Record<'depth' | 'choices' | 'chain', number>): string | null {
  if (depth > ENGINE_LIMITS.depth) return `brackets nest deeper than ${ENGINE_LIMITS.depth}`;
  if (choices > ENGINE_LIMITS.choices) return `more than ${ENGINE_LIMITS.choices} choices (if) in one rule`;
  return chain > ENGINE_LIMITS.chain
    ? `more than ${ENGINE_LIMITS.chain} operators in one rule: make several of it`
    : null;
}

/** What is too large or too deep to be parsed at all. Linear, and before anything else looks at the text. */
export function overLimits(files: readonly BundleFile[]): BundleProblem[] {
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  if (size > ENGINE_LIMITS.bundleSize) {
    return [{ file: '.', line: 1, rule: null, message: `more than ${ENGINE_LIMITS.bundleSize} characters in all` }];
  }
  return files.filter(({ name }) => /\.(cedar|cedarschema)$/.test(name)).flatMap(tooDeep);
}

/** Whether a value nests no deeper than the engine can take. Looks no deeper than that either. */
export function nestsWithin(value: unknown, depth: number = ENGINE_LIMITS.depth): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((part) => nestsWithin(part, depth - 1));
}
