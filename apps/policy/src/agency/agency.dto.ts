import { SECTORS, type Sector } from '#libs/domain';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { AGENCY_CODE, PLAIN_TEXT } from '../doors/shapes.js';

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

export class AgencyDto {
  readonly code!: string;
  readonly name!: string;
  readonly sector!: string;
  /** A suspended agency gets nothing and gives nothing. */
  readonly status!: string;
  readonly version!: number;
  /** In the answer to a change: from when on it counts everywhere. */
  readonly effectiveAt?: string;
}

export class AgencyPageDto {
  readonly items!: AgencyDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}
