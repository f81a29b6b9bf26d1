import type { TownApi } from '../town/town-api.js';
import type { TownAgreement } from '../town/town-data.js';

const DAY_MS = 86_400_000;
const AUTHOR = 'voss';
const IG_LEAD = 'marsh';
const AGREEMENTS = '/policy/v1/agreements';

interface Written {
  readonly id: string;
  readonly state: string;
  readonly version: number;
}

/**
 * Writes down the agreements that are not there yet, their dates counted from now: drafted by one officer, signed off, and
 * made live by another. What an earlier start left as a draft is taken the rest of the way.
 */
export async function putAgreements(api: TownApi, agreements: readonly TownAgreement[]): Promise<void> {
  const { items } = await api.get<{ items: Written[] }>(IG_LEAD, `${AGREEMENTS}?limit=200`);
  const there = new Map(items.map((item) => [item.id, item]));
  for (const agreement of agreements) {
    const written = there.get(agreement.id) ?? (await conclude(api, agreement));
    if (written.state === 'draft' && agreement.state === 'live') await makeLive(api, written, agreement.signOffs);
  }
}

const conclude = (api: TownApi, agreement: TownAgreement): Promise<Written> =>
  api.post<Written>(AUTHOR, AGREEMENTS, draftOf(agreement));

/** An agreement of the town as it is sent. */
export function draftOf({ startsDay, expiresDay, reviewDay, state, signOffs: _, ...terms }: TownAgreement): object {
  const now = Date.now();
  const day = (days: number): string => new Date(now + days * DAY_MS).toISOString();
  return {
    ...Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== null)),
    ...(state === 'expired' ? { state } : {}),
    startsAt: day(startsDay),
    ...(expiresDay === null ? {} : { expiresAt: day(expiresDay) }),
    ...(reviewDay === null ? {} : { reviewAt: day(reviewDay) }),
  };
}

async function makeLive(api: TownApi, draft: Written, signOffs: TownAgreement['signOffs']): Promise<void> {
  const path = `${AGREEMENTS}/${draft.id}`;
  let { version } = draft;
  const signedAt = new Date(Date.now() - DAY_MS).toISOString();
  for (const [role, name] of Object.entries(signOffs)) {
    const body = { role, name, signedAt };
    ({ version } = await api.post<Written>(AUTHOR, `${path}/sign-offs`, body, { ifMatch: `"${version}"` }));
  }
  await api.post(IG_LEAD, `${path}/activate`, {}, { ifMatch: `"${version}"` });
}
