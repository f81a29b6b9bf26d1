import { endWithin } from '#libs/calendar';
import { DomainError } from '#libs/domain';
import { type Bounds, requireInForce } from '../directive/agreement-bounds.js';

/** Where the agreement does not cap a consent: to be looked at again at least twice a year (MCA 2005 s.4, review on change). */
const LONGEST_DAYS = 183;
const MODES = ['EXPLICIT', 'DIRECT_CARE', 'BEST_INTERESTS'];

/**
 * When a best-interests decision ends: at the wish, but never later than a consent under its agreement would. Rejects what
 * the agreement does not allow anybody to agree to.
 */
export function endOfDecision(
  bounds: Bounds,
  { categories, endsAt }: { readonly categories: readonly string[] | null; readonly endsAt: Date | null },
  now: Date,
): Date {
  const { mode, categories: named, maxConsentDays } = bounds;
  requireInForce(bounds);
  if (!MODES.includes(mode))
    throw new DomainError('decision-not-asked', 'sharing under this agreement does not rest on anybody’s agreement');
  if (categories?.some((category) => !named.includes(category)))
    throw new DomainError('beyond-agreement-invalid', 'this names more than the agreement does');
  if (endsAt !== null && endsAt <= now) throw new DomainError('invalid-end', 'a decision ends after it starts');
  return endWithin(now, maxConsentDays ?? LONGEST_DAYS, endsAt);
}
