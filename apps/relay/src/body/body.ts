import { isLosslessNumber, type LosslessNumber, parse, stringify } from 'lossless-json';

export type BodyObject = { readonly [name: string]: Body };

/** A record's body in memory: JSON of which each number keeps the digits that were sent (1.00, 9007199254740993). */
export type Body = null | boolean | string | number | LosslessNumber | readonly Body[] | BodyObject;

/**
 * Numbers are doubles where the text comes back from them as it was, and texts of their digits where it does not.
 * @throws SyntaxError for what is no JSON, and for a name that stands twice in one object with different values.
 */
export function parseBody(text: string): Body {
  const plain = JSON.parse(text) as Body;
  return JSON.stringify(plain) === text ? plain : (parse(text) as Body);
}

export const writeBody = (body: Body): string => (keepsDigits(body) ? stringify(body)! : JSON.stringify(body));

/** Whether any number is kept by its digits: the writer that minds them takes several times as long. */
function keepsDigits(body: Body): boolean {
  if (typeof body !== 'object' || body === null) return false;
  if (isList(body)) return body.some(keepsDigits);
  return isLosslessNumber(body) || Object.values(body).some(keepsDigits);
}

export const isNumber = (body: Body): body is number | LosslessNumber =>
  typeof body === 'number' || isLosslessNumber(body);

export const digitsOf = (number: number | LosslessNumber): string => String(number);

export const isList = (body: Body): body is readonly Body[] => Array.isArray(body);

export const isGroup = (body: Body): body is BodyObject =>
  typeof body === 'object' && body !== null && !isList(body) && !isNumber(body);

/** The same for every order of names, and for no other digits: what a repeat of a post is compared by. */
export function canonicalBody(body: Body): string {
  if (isList(body)) return `[${body.map(canonicalBody).join(',')}]`;
  if (!isGroup(body)) return writeBody(body);
  const names = Object.keys(body).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalBody(body[name]!)}`).join(',')}}`;
}
