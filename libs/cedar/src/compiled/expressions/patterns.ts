import { typeFailure } from '../evaluation-failure.js';
import { testing, type Build } from './expression.js';

type Pattern = Parameters<Build<'like'>>[0]['pattern'];

/** The texts between the wildcards of a pattern: one more of them than of wildcards. */
function piecesOf(pattern: Pattern): string[] {
  const pieces = [''];
  for (const element of pattern) {
    if (element === 'Wildcard') pieces.push('');
    else pieces[pieces.length - 1] += element.Literal;
  }
  return pieces;
}

/** Whether text is the pieces with anything, or nothing, between each two. */
export function matches(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= text.length - last.length;
}

export const buildLike: Build<'like'> = ({ left, pattern }, { compile }) => {
  const { evaluate } = compile(left);
  const pieces = piecesOf(pattern);
  return testing((environment) => {
    const text = evaluate(environment);
    if (typeof text !== 'string') throw typeFailure('string', text);
    return matches(text, pieces);
  });
};
