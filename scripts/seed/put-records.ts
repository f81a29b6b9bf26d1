import { inParallel } from '../town/in-parallel.js';
import type { TownApi } from '../town/town-api.js';
import type { TownRecord } from '../town/town-records.js';
import type { Pseudonyms } from './put-resident.js';
import { sayer } from './sayer.js';

const BATCH = 50;

/** Posts first versions, each agency its own. What is there already is a duplicate, or stale, and stays as it is. */
export async function putRecords(
  api: TownApi,
  records: readonly TownRecord[],
  pseudonyms: ReadonlyMap<string, Pseudonyms>,
): Promise<void> {
  const sources = [...new Set(records.map((record) => record.source))];
  await inParallel(sources, 4, async (source) => {
    const own = records.filter((record) => record.source === source);
    for (let at = 0; at < own.length; at += BATCH) {
      const posted = own.slice(at, at + BATCH).map(({ resident, sourceId, category, body }) => {
        return { resident: pseudonyms.get(resident)![source]!, sourceId, sourceVersion: 1, category, body };
      });
      const { results } = await api
        .as(sayer(source))
        .post('/api/relay/v1/records/batch', { body: { records: posted } });
      const refused = results.find(({ status }) => !['accepted', 'duplicate', 'stale'].includes(status));
      if (refused) throw new Error(`${source}: record ${refused.sourceId} was refused (${refused.status})`);
    }
  });
}
