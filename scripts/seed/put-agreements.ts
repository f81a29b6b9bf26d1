import type { policy } from '#libs/client';
import { inParallel } from '../town/in-parallel.js';
import type { TownApi } from '../town/town-api.js';
import type { TownAgreement } from '../town/town-data.js';

const DAY_MS = 86_400_000;
const AUTHOR = 'voss';
const IG_LEAD = 'marsh';
const AGREEMENTS = '/api/policy/v1/agreements';
const AT_ONCE = 4;

/**
 * Writes down the agreements that are not there yet, their dates counted from now: drafted by one officer, signed off, and
 * made live by another. What an earlier start left as a draft is taken the rest of the way.
 */
export async function putAgreements(api: TownApi, agreements: readonly TownAgreement[]): Promise<void> {
  const { items } = await api.as(IG_LEAD).get(AGREEMENTS, { query: { limit: 200 } });
  const author = api.as(AUTHOR);
  const there = new Map(items.map((item) => [item.id, item]));
  await inParallel(agreements, AT_ONCE, async (agreement) => {
    const written = there.get(agreement.id) ?? (await author.post(AGREEMENTS, { body: draftOf(agreement) }));
    if (written.state === 'draft' && agreement.state === 'live') await makeLive(api, written, agreement.signOffs);
  });
}

/** An agreement of the town as it is sent. */
export function draftOf(agreement: TownAgreement): policy.NewAgreementDto {
  const { startsDay, expiresDay, reviewDay, state, signOffs: _, maxConsentDays, apdRef, ...terms } = agreement;
  const now = Date.now();
  const day = (days: number): string => new Date(now + days * DAY_MS).toISOString();
  return {
    ...terms,
    ...(maxConsentDays === null ? {} : { maxConsentDays }),
    ...(apdRef === null ? {} : { apdRef }),
    ...(state === 'expired' ? { state } : {}),
    startsAt: day(startsDay),
    ...(expiresDay === null ? {} : { expiresAt: day(expiresDay) }),
    ...(reviewDay === null ? {} : { reviewAt: day(reviewDay) }),
  };
}

async function makeLive(api: TownApi, draft: policy.AgreementDto, signOffs: TownAgreement['signOffs']): Promise<void> {
  let { version } = draft;
  const given = () => ({ path: { id: draft.id }, header: { 'If-Match': `"${version}"` } });
  const signedAt = new Date(Date.now() - DAY_MS).toISOString();
  for (const [role, name] of Object.entries(signOffs) as [policy.NewSignOffDto['role'], string][]) {
    const body = { role, name, signedAt };
    ({ version } = await api.as(AUTHOR).post('/api/policy/v1/agreements/{id}/sign-offs', { ...given(), body }));
  }
  await api.as(IG_LEAD).post('/api/policy/v1/agreements/{id}/activate', given());
}
