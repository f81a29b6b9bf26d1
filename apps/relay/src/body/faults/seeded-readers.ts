import { canonicalBody, parseBody, writeBody } from '../body.js';
import { cutDeeper } from '../carry-bodies.js';
import { MOST_LEVELS, readBody } from '../read-body.js';

type Read = typeof readBody;

/** As it was: digits go through a double, so 1.00 becomes 1 and 9007199254740993 its neighbour. */
export const throughDoubles: Read = (sent) => readBody(JSON.stringify(JSON.parse(sent)));

/** The cut lies where a body may still be: it is stored as null, and nobody is told. */
export const cutUnseen: Read = (sent) => {
  const body = parseBody(cutDeeper(sent, MOST_LEVELS));
  return { text: writeBody(body), canonical: canonicalBody(body) };
};

/** Half a surrogate pair is let in. */
export const halvesPass: Read = (sent) => {
  const read = readBody(sent);
  return 'rule' in read && read.rule === 'surrogate' ? { text: sent, canonical: sent } : read;
};
