import { IsIn, IsUUID } from 'class-validator';
import { ChangeOfResident } from './change.dto.js';

export const RELATIONSHIP_CHANGED = 'relationship.changed.v1';
export const RELATIONSHIP_CHANGES = ['started', 'ended'] as const;
export type RelationshipChange = (typeof RELATIONSHIP_CHANGES)[number];

/**
 * A caseload, referral or assignment entry began or ended (domain 1.5: no entry, no delivery; its end fences like a
 * withdrawal, in the same transaction). Whose entry it is, is not said: it tells where somebody is known. Published by policy; at least once, in order per resident.
 */
export class RelationshipChanged extends ChangeOfResident {
  @IsUUID()
  readonly relationshipId!: string;

  @IsIn(RELATIONSHIP_CHANGES)
  readonly change!: RelationshipChange;
}
