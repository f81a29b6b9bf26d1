/** One policy's text in its file. */
export interface PolicyText {
  text: string;
  /** Line of its first character, from 1. */
  line: number;
}

/** An integer literal that JavaScript could not hold exactly. */
export interface InexactLiteral {
  literal: string;
  line: number;
}

const TOKEN = /\/\/[^\n]*|"(?:\\.|[^"\\])*"|[A-Za-z_]\w*|\d+|;|\s+|./gs;
const BLANK = /^(?:\s+$|\/\/)/;

const linesIn = (text: string): number => text.split('\n').length - 1;

/**
 * Splits a file into its policies, keeping the line of each, which the official splitter loses. What is not closed
 * by a semicolon comes out as a last piece, for the parser to refuse.
 */
export function splitPolicies(text: string): PolicyText[] {
  const policies: PolicyText[] = [];
  let line = 1;
  let current: PolicyText | null = null;
  for (const [token] of text.matchAll(TOKEN)) {
    if (current === null && !BLANK.test(token)) current = { text: '', line };
    if (current !== null) current.text += token;
    if (token === ';' && current !== null) {
      policies.push(current);
      current = null;
    }
    line += linesIn(token);
  }
  if (current !== null) policies.push({ ...current, text: current.text.trimEnd() });
  return policies;
}

/** Integer literals beyond ±(2^53 − 1), which the JSON form rounds silently: found in the text, before it does. */
export function findInexactLiterals({ text, line: first }: PolicyText): InexactLiteral[] {
  const found: InexactLiteral[] = [];
  let line = first;
  for (const [token] of text.matchAll(TOKEN)) {
    if (/^\d/.test(token) && BigInt(token) > BigInt(Number.MAX_SAFE_INTEGER)) found.push({ literal: token, line });
    line += linesIn(token);
  }
  return found;
}
