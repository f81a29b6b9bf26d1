import { randomUUID } from 'node:crypto';
import type { Place } from '../place/place.js';
import { aboutMargaret } from './about-margaret.js';
import type { Asking } from './question.js';

const get = (path: string) => ({ method: 'GET', path });

/** The newest tile of a level-0 path: full, or `.p/` and how much of it there is. */
async function firstTile({ admin }: Place): Promise<string> {
  const { rows } = await admin.query<{ size: string }>('SELECT max(size) AS size FROM audit.checkpoint');
  const size = Number(rows[0]!.size);
  return size >= 256 ? '000' : `000.p/${size}`;
}

export const AUDIT: Readonly<Record<string, Asking>> = {
  'GET /log/checkpoint': () => ({ real: get('/log/checkpoint') }),
  'GET /log/vkey': () => ({ real: get('/log/vkey') }),
  'GET /log/tile/{level}/*': async (place) => ({ real: get(`/log/tile/0/${await firstTile(place)}`) }),
  'GET /log/tile/entries/*': async (place) => ({ real: get(`/log/tile/entries/${await firstTile(place)}`) }),
  'GET /v1/entries': ({ entryId }) => ({ real: get('/v1/entries?kind=disclosure&limit=200'), mark: entryId }),
  // What she said about an agency is not told to one that does not know her.
  'GET /v1/entries?kind=directive': ({ residentId }) => ({
    real: get('/v1/entries?kind=directive&limit=200'),
    mark: residentId,
  }),
  'GET /v1/entries/{id}': ({ entryId }) => ({
    real: get(`/v1/entries/${entryId}`),
    unknown: get(`/v1/entries/${randomUUID()}`),
    mark: entryId,
  }),
  // Between NM-ACUTE and REACH for the continuity of her care; the others have had nothing to count.
  'GET /v1/summary': () => ({ real: get('/v1/summary'), mark: '"purpose":"COC"', secrets: ['"purpose":"COC"'] }),
  'GET /v1/entries/{id}/proof': ({ entryId }) => ({
    real: get(`/v1/entries/${entryId}/proof`),
    unknown: get(`/v1/entries/${randomUUID()}/proof`),
  }),
  'GET /v1/residents/{id}/history': (place, as) => ({
    ...aboutMargaret(place, as, (name) => ({ real: get(`/v1/residents/${name}/history?limit=200`) })),
    mark: place.entryId,
  }),
  // Ids of entries are everybody's (they stand in the leaves); a sealed detail goes to the parties alone.
  'POST /v1/exports': ({ entryId }) => {
    const detail = `{"id":"${entryId}","sealed":`;
    return { real: { method: 'POST', path: '/v1/exports' }, mark: detail, secrets: [detail] };
  },
};
