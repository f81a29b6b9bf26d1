import { ROLES, type Role } from '#libs/domain';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { AGENCY_CODE } from '../agency/agency.dto.js';
import { Instant } from '../storage/instant.decorator.js';
import { type PrincipalRow, STAFF_KINDS, type StaffKind } from './principal.row.js';

export class RolesBody {
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  readonly roles!: Role[];

  /** When their information governance training lapses; left out: it does not. */
  @IsOptional()
  @Instant()
  readonly trainingExpiresAt?: Date | null;
}

export class PrincipalBody extends RolesBody {
  @IsIn(STAFF_KINDS)
  readonly kind!: StaffKind;

  /** Subject of their sign-in at the staff issuer. */
  @Matches(/^[!-~]{1,255}$/)
  readonly subject!: string;

  @Matches(AGENCY_CODE)
  readonly agency!: string;
}

export class PrincipalView {
  readonly id!: string;
  readonly kind!: string;
  readonly subject!: string;
  readonly agency!: string;
  readonly roles!: readonly string[];
  readonly status!: string;
  readonly trainingExpiresAt!: string | null;
  readonly version!: number;
}

export class ChangedPrincipal extends PrincipalView {
  /** From this moment the change certainly holds (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}

export class PrincipalPage {
  readonly items!: readonly PrincipalView[];
  readonly next!: string | null;
}

export function principalView(row: PrincipalRow): PrincipalView {
  const { id, kind, subject, agency, roles, status, trainingExpiresAt, version } = row;
  return {
    id,
    kind,
    subject,
    agency,
    roles,
    status,
    trainingExpiresAt: trainingExpiresAt?.toISOString() ?? null,
    version,
  };
}
