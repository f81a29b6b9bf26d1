import type { Answer, ConsentPlace } from './consent-place.js';

export const D2 = { instruction: 'give', agreement: 'D2' };
export const REFUSE_HARBOUR = { instruction: 'refuse', recipients: ['HARBOUR'], channel: 'phone' };
export const DAY = 86_400_000;

/** What people do with Margaret's directives, each by their own identifier of her, and what it left behind. */
export interface DirectiveDoor {
  say(as: string, body: object): Promise<Answer>;
  list(as: string): Promise<Record<string, unknown>[]>;
  withdraw(as: string, id: unknown): Promise<Answer>;
  amend(as: string, id: unknown, version: number, body: object): Promise<Answer>;
  /** The fence's epoch of the resident. */
  epoch(): Promise<number>;
  /** What was announced to the other apps, in order. */
  events(): Promise<unknown[]>;
}

export function directiveDoor(
  place: ConsentPlace,
  margaret: { asc: string; harbour: string; id: string },
): DirectiveDoor {
  const names: Readonly<Record<string, string>> = {
    margaret: 'me',
    marsh: margaret.id,
    brandt: margaret.asc,
    'nm-asc': margaret.asc,
  };
  const path = (as: string): string => `/v1/residents/${names[as] ?? margaret.harbour}/directives`;
  return {
    say: (as, body) => place.send('POST', path(as), { as, body }),
    list: async (as) => (await place.send('GET', path(as), { as })).body['items'] as Record<string, unknown>[],
    withdraw: (as, id) => place.send('POST', `/v1/directives/${String(id)}/withdraw`, { as }),
    amend: (as, id, version, body) =>
      place.send('PATCH', `/v1/directives/${String(id)}`, { as, body, headers: { 'if-match': `"${version}"` } }),
    epoch: async () => {
      const sql = `SELECT coalesce(max(epoch), 0)::int AS n FROM fence.epoch WHERE level = 3 AND key = $1`;
      return (await place.admin.query<{ n: number }>(sql, [margaret.id])).rows[0]!.n;
    },
    events: async () => {
      const { rows } = await place.admin.query<{ data: unknown }>('SELECT data FROM messaging.outbox ORDER BY seq');
      return rows.map((row) => row.data);
    },
  };
}

/** Nobody has said anything yet, and nothing of it was recorded or announced. */
export const forgetWhatWasSaid = (place: ConsentPlace): Promise<unknown> =>
  place.admin.query('TRUNCATE consent.directive, consent.directive_epoch, audit.staging, messaging.outbox');
