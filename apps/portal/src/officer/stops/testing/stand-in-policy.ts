import type { ServerResponse } from 'node:http';
import { type Asked, sendProblem } from '../../../testing/stand-in-broker.js';

/** A place of one agency, one agreement and the kinds of information that are stopped. */
export interface PlaceNow {
  readonly agency: 'active' | 'suspended';
  readonly agreement: { readonly state: string; readonly version: number; readonly expiresAt?: string };
  readonly stopped: readonly string[];
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
