import { isLosslessNumber, type LosslessNumber, parse, stringify } from 'lossless-json';

export type BodyObject = { readonly [name: string]: Body };

/** A record's body in memory: JSON of which each number keeps the digits that were sent (1.00, 9007199254740993). */
export type Body = null | boolean | string | LosslessNumber | readonly Body[] | BodyObject;

/** @throws SyntaxError for what is no JSON, and for a name that stands twice in one object with different values. */
export const parseBody = (text: string): Body => parse(text) as Body;

export const writeBody = (body: Body): string => stringify(body)!;

export const isNumber = (body: Body): body is LosslessNumber => isLosslessNumber(body);

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
