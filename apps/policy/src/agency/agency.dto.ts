import { SECTORS, type Sector } from '#libs/domain';
import { IsIn, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import type { AgencyRow } from './agency.row.js';

export const AGENCY_CODE = /^[A-Z0-9-]{2,20}$/;

export class AgencyBody {
  /** Short code, as it stands in agreements and topics. */
  @Matches(AGENCY_CODE)
  readonly code!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly name!: string;

  @IsIn(SECTORS)
  readonly sector!: Sector;
}

export class AgencyView {
  readonly code!: string;
  readonly name!: string;
  readonly sector!: string;
  readonly status!: string;
  readonly version!: number;
}

export class ChangedAgency extends AgencyView {
  /** From this moment the change certainly holds (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}

export class AgencyPage {
  readonly items!: readonly AgencyView[];
  readonly next!: string | null;
}

export function agencyView({ code, name, sector, status, version }: AgencyRow): AgencyView {
  return { code, name, sector, status, version };
}
