/** What every writer of a fact does first in its transaction (ADR 22); the store itself is no part of a race. */
export const announce = (thing: string): string => `SELECT fence.announce_v1(gen_random_uuid(), ARRAY['${thing}'])`;
