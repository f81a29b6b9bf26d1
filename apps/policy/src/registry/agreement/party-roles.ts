import type { ApiPropertyOptions } from '@nestjs/swagger';

/** What a party is in law towards the data it handles under an agreement (UK GDPR Art 4(7), 4(8) and 26). */
export const PARTY_ROLES = ['controller', 'joint-controller', 'processor'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

/** Roles by the code of their party, as a document has them. */
export const BY_PARTY: ApiPropertyOptions = {
  type: 'object',
  additionalProperties: { type: 'string', enum: [...PARTY_ROLES] },
};
