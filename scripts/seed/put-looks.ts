import type { TownApi } from '../town/town-api.js';
import type { TownResident } from '../town/town-data.js';

/** What step 10's shadow replay is to find (domain 2): the script expects exactly so many. */
const LOOKS = 14;
const WHO = 'crane';
const WHOM = 'yusuf';
const ASKED = { purpose: 'HOUSADAPT', category: 'ADAPTATION' };

/**
 * Earlier, a call handler looked for Yusuf's adaptations, and was refused each time. Tops up what an end cut short, by the
 * call handler's own log: the relay works on behind the seed, and the agency's log holds the offers that it was refused, too.
 */
export async function putLooks(
  api: Pick<TownApi, 'get' | 'post'>,
  residents: readonly Pick<TownResident, 'key' | 'familyName' | 'birthDate' | 'postcode'>[],
): Promise<void> {
  const query = new URLSearchParams({ kind: 'disclosure', outcome: 'deny', ...ASKED, limit: '50' });
  const { items } = await api.get<{ items: unknown[] }>(WHO, `/audit/v1/entries?${query.toString()}`);
  if (items.length >= LOOKS) return;
  const { familyName, birthDate, postcode } = residents.find(({ key }) => key === WHOM)!;
  const person = { familyName, birthDate, postcode };
  const { resident } = await api.post<{ resident: { id: string } }>(WHO, '/consent/v1/residents/lookup', person);
  const path = `/relay/v1/residents/${resident.id}/records?${new URLSearchParams(ASKED).toString()}`;
  for (let look = items.length; look < LOOKS; look += 1) await api.get(WHO, path);
}
