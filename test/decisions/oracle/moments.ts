import { parseInstant, type Instant } from '#libs/domain';

const known = new Map<string, Instant>();

/** Written times recur by the thousand: each is read once. */
export function instantOf(text: string): Instant {
  const found = known.get(text) ?? parseInstant(text);
  known.set(text, found);
  return found;
}

/** Every interval includes its start and excludes its end; no end means for ever. */
export const holds = (now: Instant, startsAt: string, endsAt: string | null): boolean =>
  instantOf(startsAt) <= now && (endsAt === null || now < instantOf(endsAt));

export const reached = (now: Instant, at: string | null): boolean => at !== null && instantOf(at) <= now;
