import type { TownApi } from '../town/town-api.js';
import type { TownResident } from '../town/town-data.js';

/** What step 10's shadow replay is to find (domain 2): the script expects exactly so many. */
const LOOKS = 14;
const WHO = 'crane';
const WHOM = 'yusuf';
const WHOSE_OFFICER = 'harbour-ig';
const ASKED = { purpose: 'HOUSADAPT', category: 'ADAPTATION' };

/** Earlier, a call handler looked for Yusuf's adaptations, and was refused each time. Tops up what an end cut short. */
export async function putLooks(api: TownApi, residents: readonly TownResident[]): Promise<void> {
  const query = new URLSearchParams({ kind: 'disclosure', outcome: 'deny', ...ASKED, limit: '50' });
  const { items } = await api.get<{ items: unknown[] }>(WHOSE_OFFICER, `/audit/v1/entries?${query.toString()}`);
  if (items.length >= LOOKS) return;
  const { familyName, birthDate, postcode } = residents.find(({ key }) => key === WHOM)!;
  const person = { familyName, birthDate, postcode };
  const { resident } = await api.post<{ resident: { id: string } }>(WHO, '/consent/v1/residents/lookup', person);
  const path = `/relay/v1/residents/${resident.id}/records?${new URLSearchParams(ASKED).toString()}`;
  for (let look = items.length; look < LOOKS; look += 1) await api.get(WHO, path);
}
