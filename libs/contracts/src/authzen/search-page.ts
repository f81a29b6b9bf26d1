import { createHash } from 'node:crypto';
import type { Properties, SearchPage } from './access-question.js';
import { isObject } from './check-parts.js';
import { fault, ShapeError } from './shape-error.js';

export const DEFAULT_RESULTS = 50;
export const MOST_RESULTS = 200;
const MEANT = ['subject', 'action', 'resource', 'context'] as const;

/**
 * The page that a search asks for (AuthZEN 1.0, Pagination). A token carries where to go on, the limit, and the hash of the
 * search that it came from: with anything changed it is refused, as the standard says it should be. It is no secret and
 * grants nothing: every page is decided anew.
 * @param sought the part whose id the search ignores, so that it may change
 * @throws ShapeError
 */
export function readPage(body: Properties, sought: 'subject' | 'resource' | 'action'): SearchPage {
  const page = body['page'] ?? {};
  if (!isObject(page)) throw new ShapeError([fault('page', 'isObject', 'must be an object')]);
  const search = hashOf(body, sought);
  const limit = limitOf(page['limit']);
  const token = page['token'];
  if (token === undefined || token === '') return { after: null, limit: limit ?? DEFAULT_RESULTS, search };
  const [of, sameLimit, after] = typeof token === 'string' ? unpack(token) : [];
  if (of !== search || sameLimit === undefined || after === undefined) {
    throw new ShapeError([fault('page.token', 'isToken', 'must be the next_token of a page of this very search')]);
  }
  if (limit !== undefined && limit !== sameLimit) {
    throw new ShapeError([fault('page.limit', 'isSame', 'must be that of the first page')]);
  }
  return { after, limit: sameLimit, search };
}

/** The `next_token` behind a candidate; the empty text, which ends a search, where nothing is left to look at. */
export const nextToken = ({ search, limit }: SearchPage, after: string | null): string =>
  after === null ? '' : Buffer.from(JSON.stringify([search, limit, after])).toString('base64url');

function limitOf(limit: unknown): number | undefined {
  if (limit === undefined) return undefined;
  if (!Number.isSafeInteger(limit) || (limit as number) < 0) {
    throw new ShapeError([fault('page.limit', 'isInt', 'must be a whole number from 0 on')]);
  }
  return Math.min(limit as number, MOST_RESULTS);
}

function unpack(token: string): [search?: string, limit?: number, after?: string] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3) return [];
    const [search, limit, after] = parts as unknown[];
    const sound = typeof search === 'string' && Number.isSafeInteger(limit) && typeof after === 'string';
    return sound ? [search, limitOf(limit)!, after] : [];
  } catch {
    return [];
  }
}

/** The same search has the same hash whatever the order of its members. */
function hashOf(body: Properties, sought: string): string {
  const meant = MEANT.map((part) => {
    const value = body[part];
    return part === sought && isObject(value) ? { ...value, id: null } : (value ?? null);
  });
  return createHash('sha256').update(JSON.stringify(meant, sorted)).digest('base64url').slice(0, 22);
}

const sorted = (_name: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
