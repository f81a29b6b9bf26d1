import { IsInstant, IsPseudonym, PageQuery } from '#libs/contracts';
import { PURPOSES, RELATIONSHIP_KINDS, type Purpose, type RelationshipKind } from '#libs/domain';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

/** Claims have a door of their own. */
const RECORDED_KINDS = RELATIONSHIP_KINDS.filter((kind) => kind !== 'self-claimed');

export class NewRelationshipDto {
  @IsPseudonym()
  readonly resident!: string;

  @IsIn(RECORDED_KINDS)
  readonly kind!: Exclude<RelationshipKind, 'self-claimed'>;

  @IsIn(PURPOSES)
  readonly purpose!: Purpose;

  /** A practitioner of the same agency; needed for `assigned`. An entry that names one is theirs alone. */
  @IsOptional()
  @IsUUID()
  readonly practitionerId?: string;

  /** Now when left out. */
  @IsOptional()
  @IsInstant()
  readonly startsAt?: string;

  /** Until it is ended when left out. */
  @IsOptional()
  @IsInstant()
  readonly endsAt?: string;
}

export class RelationshipQuery extends PageQuery {
  @IsOptional()
  @IsPseudonym({ required: false })
  readonly resident?: string;

  @IsOptional()
  @IsIn(PURPOSES)
  readonly purpose?: Purpose;
}

export class RelationshipDto {
  readonly id!: string;
  readonly resident!: string;
  readonly kind!: RelationshipKind;
  readonly purpose!: Purpose;
  readonly practitionerId!: string | null;
  readonly startsAt!: string;
  readonly endsAt!: string | null;
  /** In the answer to a change: from when on it counts everywhere. */
  readonly effectiveAt?: string;
}

export class RelationshipPageDto {
  readonly items!: RelationshipDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}

export class EndedRelationshipDto {
  readonly id!: string;
  readonly endsAt!: string;
  /** From when on nothing is released for it; absent when it had ended before. */
  readonly effectiveAt?: string;
}
