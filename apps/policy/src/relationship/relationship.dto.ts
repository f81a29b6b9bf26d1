import { PageQuery } from '#libs/contracts';
import { PURPOSES, type Purpose, RELATIONSHIP_KINDS, type RelationshipKind } from '#libs/domain';
import { IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { AGENCY_CODE } from '../agency/agency.dto.js';
import { Instant } from '../storage/instant.decorator.js';
import type { RelationshipRow } from './relationship.row.js';

/** The caller's own identifier of a resident: the pairwise pseudonym, or the internal id for an officer. */
const REFERENCE = /^([a-z2-7]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export class RelationshipBody {
  @Matches(REFERENCE)
  readonly residentId!: string;

  @IsIn(RELATIONSHIP_KINDS)
  readonly kind!: RelationshipKind;

  @IsIn(PURPOSES)
  readonly purpose!: Purpose;

  /** The agency that takes the person on: one's own, or, for a referral, the one that is referred to. */
  @IsOptional()
  @Matches(AGENCY_CODE)
  readonly agency?: string;

  /** Named for `assigned`: that practitioner alone. */
  @IsOptional()
  @IsUUID()
  readonly practitionerId?: string;

  @IsOptional()
  @Instant()
  readonly endsAt?: Date;
}

export class RelationshipQuery extends PageQuery {
  @IsString()
  @Matches(REFERENCE)
  readonly residentId!: string;
}

export class RelationshipView {
  readonly id!: string;
  /** As the caller named the resident. */
  readonly residentId!: string;
  readonly agency!: string;
  readonly kind!: string;
  readonly practitionerId!: string | null;
  readonly purpose!: string;
  readonly endsAt!: string | null;
}

export class ChangedRelationship {
  readonly id!: string;
  /** From this moment the change certainly holds (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}

export class RelationshipPage {
  readonly items!: readonly RelationshipView[];
  readonly next!: string | null;
}

export function relationshipView(row: RelationshipRow, reference: string): RelationshipView {
  const { id, agency, kind, practitionerId, purpose, endsAt } = row;
  return { id, residentId: reference, agency, kind, practitionerId, purpose, endsAt: endsAt?.toISOString() ?? null };
}
