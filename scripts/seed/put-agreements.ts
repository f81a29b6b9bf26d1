import type { TownApi } from '../town/town-api.js';
import type { TownAgreement } from '../town/town-data.js';

const DAY_MS = 86_400_000;
const IG_LEAD = 'marsh';

/** Writes down the agreements that are not there yet, their dates counted from now. */
export async function putAgreements(api: TownApi, agreements: readonly TownAgreement[]): Promise<void> {
  const { items } = await api.get<{ items: { id: string }[] }>(IG_LEAD, '/policy/v1/agreements?limit=200');
  const there = new Set(items.map((item) => item.id));
  const now = Date.now();
  const day = (days: number): string => new Date(now + days * DAY_MS).toISOString();
  for (const agreement of agreements.filter(({ id }) => !there.has(id))) {
    const { startsDay, expiresDay, reviewDay, maxConsentDays, ...terms } = agreement;
    await api.post(IG_LEAD, '/policy/v1/agreements', {
      ...terms,
      startsAt: day(startsDay),
      ...(expiresDay === null ? {} : { expiresAt: day(expiresDay) }),
      ...(reviewDay === null ? {} : { reviewAt: day(reviewDay) }),
      ...(maxConsentDays === null ? {} : { maxConsentDays }),
    });
  }
}
