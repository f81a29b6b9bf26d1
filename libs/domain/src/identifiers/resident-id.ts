/**
 * How a caller may name a resident (design 5), each by what they hold: a resident says `me`, an agency and its staff their
 * pairwise pseudonym, an officer the internal id. Nobody is ever named by an NHS number.
 */
export const OWN = 'me';

/** An agency's pairwise pseudonym of a resident: 130 random bits in base32 (RFC 4648), small letters. */
export const PSEUDONYM = /^[a-z2-7]{26}$/;

/** The internal id of a resident: a UUID as PostgreSQL writes it (RFC 9562). */
export const INTERNAL_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isPseudonym = (id: string): boolean => PSEUDONYM.test(id);
export const isInternalId = (id: string): boolean => INTERNAL_ID.test(id);
