import type { ServerResponse } from 'node:http';
import { type Asked, sendProblem } from '#libs/testing';

/** A place of one agency, one agreement and the kinds of information that are stopped. */
export interface PlaceNow {
  readonly agency: 'active' | 'suspended';
  readonly agreement: { readonly state: string; readonly version: number; readonly expiresAt?: string };
  readonly stopped: readonly string[];
  /** States of the rules: those of the release alone, unless it is said. */
  readonly rules?: readonly { readonly state: string; readonly stopped?: boolean }[];
}

/**
 * The policy app, as far as emergency stops ask it, in its own statuses and codes (`test/portal/journeys/officer.ts` meets the real
 * one): what is so already is a 409 with its code, a kind of information that is not stopped a 404 without one, as is all that
 * is not there.
 */
export function answerAsPolicy(place: PlaceNow, { method, url, headers }: Asked, response: ServerResponse): void {
  const { agency, agreement, stopped } = place;
  const path = new URL(url, 'http://x').pathname.replace('/api/policy/v1', '');
  const json = (body: object): void =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  const conflict = (code: string): void => sendProblem(response, 409, 'conflict', { code });
  if (method === 'GET') {
    if (path === '/agencies') {
      return json({ items: [{ code: 'REACH', name: 'Reach', sector: 'care', status: agency }], next: null });
    }
    if (path === '/category-stops') return json({ items: stopped.map((category) => ({ category })) });
    if (path === '/bundles') return json({ items: rulesOf(place), next: null });
    if (path.endsWith('/difference')) return sendProblem(response, 404, 'not-found');
    const book = rulesOf(place).find(({ hash }) => path === `/bundles/${hash}`);
    if (book) return json({ ...book, files: [] });
    response.setHeader('etag', `"${agreement.version}"`);
    return json({ id: 'D7', title: 'Respite', expiresAt: null, ...agreement });
  }
  switch (`${method} ${path}`) {
    case 'POST /agencies/REACH/suspend':
      return agency === 'suspended' ? conflict('state-unchanged') : json({});
    case 'POST /agencies/REACH/resume':
      return agency === 'active' ? conflict('state-unchanged') : json({});
    case 'POST /category-stops':
      return stopped.includes('MEDS') ? sendProblem(response, 409, 'duplicate', { code: 'stop-exists' }) : json({});
    case 'DELETE /category-stops/MEDS':
      return stopped.includes('MEDS') ? json({}) : sendProblem(response, 404, 'not-found');
    case 'POST /agreements/D7/suspend':
      return ['live', 'under-review'].includes(agreement.state) ? json({}) : conflict('agreement-in-other-state');
    case 'POST /agreements/D7/resume':
      if (headers['if-match'] !== `"${agreement.version}"`) {
        return sendProblem(response, 412, 'version-conflict', { code: 'version-conflict' });
      }
      return agreement.state === 'suspended' ? json({}) : conflict('agreement-in-other-state');
    case 'POST /bundles/rollback':
      return conflict('nothing-to-go-back-to');
    default:
      return sendProblem(response, 404, 'not-found');
  }
}

const rulesOf = ({ rules = [{ state: 'in-force' }] }: PlaceNow): { readonly hash: string }[] =>
  rules.map(({ state, stopped = false }, at) => ({
    ...{ hash: String(at).repeat(64), title: `Rules ${at}`, description: '', author: 'repository', state },
    ...{ createdAt: '2026-11-22T10:00:00.000Z', inForce: state === 'in-force', effectiveAt: null, checkedAt: null },
    stopped: stopped ? { since: '2026-11-22T10:00:00.000Z', by: 'referee', reason: 'unsound' } : null,
  }));
