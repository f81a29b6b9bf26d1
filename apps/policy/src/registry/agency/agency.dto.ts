import { OVERRIDE_MODES, SECTORS, type OverrideMode, type Sector } from '#libs/domain';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsString, Length, Matches } from 'class-validator';
import { AGENCY_CODE, PLAIN_TEXT } from '../../doors/shapes.js';
import type { AgencyStatus } from './agency.row.js';

export class NewAgencyDto {
  @Matches(AGENCY_CODE, { message: 'code must be 2 to 20 capitals, digits and hyphens' })
  readonly code!: string;

  @IsString()
  @Length(1, 120)
  @Matches(PLAIN_TEXT)
  readonly name!: string;

  @IsIn(SECTORS)
  readonly sector!: Sector;
}

export class ProtocolsDto {
  /** All that it has joined with: the ones left out, it has left. So one that is wrong refuses the list. */
  @IsArray()
  @ArrayMaxSize(OVERRIDE_MODES.length)
  @ArrayUnique()
  @IsIn(OVERRIDE_MODES, { each: true })
  readonly protocols!: OverrideMode[];
}

export class ProcessorsDto {
  /** Codes of all who process for it: the ones left out do so no more, and nothing is taken that is said for them; so one that is wrong refuses the list. */
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(100)
  @Matches(AGENCY_CODE, { each: true })
  readonly processors!: string[];
}

export class AgencyDto {
  readonly code!: string;
  readonly name!: string;
  readonly sector!: Sector;
  /** A suspended agency gets nothing and gives nothing. */
  readonly status!: AgencyStatus;
  /** The overrides of a refusal that it has joined with a protocol for (domain 1.5). */
  readonly protocols!: OverrideMode[];
  /** Who processes for it and has no sign-in here: it answers a recall for them. */
  readonly processors!: string[];
  readonly version!: number;
  /** In the answer to a change: from when on it counts everywhere. */
  readonly effectiveAt?: string;
}

export class AgencyPageDto {
  readonly items!: AgencyDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}
