import { inParallel } from '../town/in-parallel.js';
import type { TownApi } from '../town/town-api.js';
import type { TownResident } from '../town/town-data.js';

/** What step 10's shadow replay is to find (domain 2): the script expects exactly so many. */
const LOOKS = 14;
const WHO = 'crane';
const WHOM = 'yusuf';
const PURPOSE = 'HOUSADAPT';
const CATEGORY = 'ADAPTATION';
const AT_ONCE = 5;

/**
 * Earlier, a call handler looked for Yusuf's adaptations, and was refused each time. Tops up what an end cut short, by the
 * call handler's own log: the relay works on behind the seed, and the agency's log holds the offers that it was refused, too.
 */
export async function putLooks(
  api: Pick<TownApi, 'as'>,
  residents: readonly Pick<TownResident, 'key' | 'familyName' | 'birthDate' | 'postcode'>[],
): Promise<void> {
  const crane = api.as(WHO);
  const { items } = await crane.get('/api/audit/v1/entries', {
    query: { kind: 'disclosure', outcome: 'deny', purpose: PURPOSE, category: CATEGORY, limit: 50 },
  });
  if (items.length >= LOOKS) return;
  const { familyName, birthDate, postcode } = residents.find(({ key }) => key === WHOM)!;
  const body = { familyName, birthDate, postcode };
  const { resident } = await crane.post('/api/consent/v1/residents/lookup', { body });
  const asked = { path: { id: resident!.id }, query: { purpose: PURPOSE, category: [CATEGORY] } } as const;
  const missing = Array.from({ length: LOOKS - items.length });
  await inParallel(missing, AT_ONCE, () => crane.get('/api/relay/v1/residents/{id}/records', asked));
}
