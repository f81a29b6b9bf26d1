import { IsInstant, PageQuery } from '#libs/contracts';
import { ROLES, type RequesterKind, type Role } from '#libs/domain';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { AGENCY_CODE, PLAIN_TEXT } from '../../doors/shapes.js';
import type { PrincipalKind, PrincipalStatus } from './principal.row.js';

export const PRINCIPAL_KINDS = ['practitioner', 'officer', 'system'] as const;

export class RolesDto {
  /** A system has none of its own: its roles are those of the agreement. */
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  readonly roles!: Role[];

  /** When the training that data protection asks for lapses; a practitioner without it counts as untrained, and is denied. */
  @IsOptional()
  @IsInstant()
  readonly trainingExpiresAt?: string;
}

export class NewPrincipalDto extends RolesDto {
  @IsIn(PRINCIPAL_KINDS)
  readonly kind!: PrincipalKind;

  /** Exactly as in the `iss` of their tokens. */
  @IsString()
  @Length(1, 500)
  @Matches(PLAIN_TEXT)
  readonly issuer!: string;

  /** Exactly as in the mapped subject claim of their tokens. */
  @IsString()
  @Length(1, 255)
  @Matches(PLAIN_TEXT)
  readonly subject!: string;

  @Matches(AGENCY_CODE, { message: 'agency must be the code of an agency' })
  readonly agency!: string;
}

export class PrincipalQuery extends PageQuery {
  /** The officer's own agency when left out. */
  @IsOptional()
  @Matches(AGENCY_CODE, { message: 'agency must be the code of an agency' })
  readonly agency?: string;
}

export class PrincipalDto {
  readonly id!: string;
  readonly kind!: PrincipalKind;
  readonly agency!: string;
  readonly roles!: Role[];
  readonly status!: PrincipalStatus;
  readonly trainingExpiresAt!: string | null;
  readonly version!: number;
  /** Roles that wait for a second officer, or for an officer of their own agency; null where nothing waits. */
  readonly askedRoles!: Role[] | null;
  /** How they sign in: shown to officers of their own agency only. */
  readonly issuer?: string;
  readonly subject?: string;
  /** In the answer to a change: from when on it counts everywhere. */
  readonly effectiveAt?: string;
}

export class PrincipalPageDto {
  readonly items!: PrincipalDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}

/** Of a resident, `kind` alone. */
export class OwnPrincipalDto {
  readonly kind!: RequesterKind;
  readonly id?: string;
  readonly agency?: string;
  /** As far as the sign-in lets them be used: a token may narrow them, never widen. */
  readonly roles?: Role[];
  readonly status?: PrincipalStatus;
  readonly trainingExpiresAt?: string | null;
  readonly version?: number;
}
