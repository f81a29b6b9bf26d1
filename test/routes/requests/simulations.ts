import { randomUUID } from 'node:crypto';
import { freshBundle } from '../place/fresh.js';
import type { Place } from '../place/place.js';
import { get, post } from './asks.js';
import type { Asking, Question } from './question.js';

/** A period in which nothing was decided. */
const NEVER = { from: '2020-01-01T00:00:00Z', until: '2020-01-02T00:00:00Z' };

/** One that nobody runs: it has ended, or waits for a process that is not here (`openPlace`). */
async function freshSimulation(place: Place, state: 'waiting' | 'done'): Promise<string> {
  const { rows } = await place.admin.query<{ id: string }>(
    `INSERT INTO policy.simulation (id, hash, from_at, until_at, state, asked_by, agency, total, asked_at, ended_at)
     SELECT gen_random_uuid(), $1, $2, $3, $4, gen_random_uuid(), 'NM-ACUTE', 0, now(),
       CASE WHEN $4 = 'done' THEN now() END RETURNING id`,
    [await freshBundle(place, 'spec'), NEVER.from, NEVER.until, state],
  );
  return rows[0]!.id;
}

const reading =
  (path: string) =>
  async (place: Place): Promise<Question> => {
    const id = await freshSimulation(place, 'done');
    const at = (name: string): string => `/v1/simulations/${name}${path}`;
    return { real: get(at(id)), unknown: get(at(randomUUID())), mark: id };
  };

export const SIMULATIONS: Readonly<Record<string, Asking>> = {
  'POST /v1/bundles/{hash}/simulate': async (place) => {
    const hash = await freshBundle(place, 'spec');
    const ask = (bundle: string) => post(`/v1/bundles/${bundle}/simulate`, NEVER);
    return { real: ask(hash), unknown: ask(randomUUID().replaceAll('-', '').padEnd(64, '0')), mark: hash };
  },
  'GET /v1/simulations/{id}': reading(''),
  'GET /v1/simulations/{id}/results': reading('/results'),
  'DELETE /v1/simulations/{id}': async (place) => {
    const id = await freshSimulation(place, 'waiting');
    const ask = (name: string) => ({ method: 'DELETE', path: `/v1/simulations/${name}` });
    return { real: ask(id), unknown: ask(randomUUID()), mark: id };
  },
};
