/**
 * Refusals that pass by themselves, with nothing about the person or the agreement decided: a lock that did not come in
 * time, facts that moved meanwhile, rules that are being changed or were stopped. Nothing else brings the refused delivery
 * again, so whoever reads deliveries in order asks again and goes past none of them; every other refusal stands, and what
 * ends it brings a new delivery.
 */
export const PASSING_REFUSALS = ['busy', 'facts-moved', 'bundle-not-in-force', 'bundle-suspended'] as const;

export const passesByItself = (reason: string): boolean => PASSING_REFUSALS.some((passing) => passing === reason);
