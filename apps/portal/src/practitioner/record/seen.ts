import type { relay } from '#libs/client';

/** A JSON body as an agency sent it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** As the relay's record view answers. */
export type Seen = relay.ViewAnswer;
export type SeenRecord = relay.SeenRecord;
export type SeenDecision = relay.SeenDecision;

export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a list holds; a single value counts as a list of it. */
export const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];

/** The objects of a list; a single one counts as a list of it. */
export const objectsOf = (value: Json | undefined): JsonObject[] => listOf(value).filter((one) => isObject(one));

const isJson = (value: unknown): value is Json =>
  value === null || typeof value !== 'object' || Object.values(value).every(isJson);

/** The document of the API says no more of a body than that it is an object; what was parsed is JSON. */
export function bodyOf({ body }: SeenRecord): Json {
  if (!isJson(body)) throw new Error('a body that is no JSON');
  return body;
}
