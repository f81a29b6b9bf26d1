import {
  CATEGORIES,
  LEGAL_MODES,
  OFFICER_ROLES,
  PURPOSES,
  ROLES,
  type Category,
  type LegalMode,
  type Purpose,
  type Role,
} from '#libs/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { AGENCY_CODE, AGREEMENT_ID, PLAIN_TEXT } from '../doors/shapes.js';
import { AreRedactions } from './are-redactions.js';

/** Officers govern; they are no recipients. */
const RECIPIENT_ROLES = ROLES.filter((role) => !(OFFICER_ROLES as readonly Role[]).includes(role));

export class PartyDto {
  @Matches(AGENCY_CODE, { message: 'source must be the code of an agency' })
  readonly source!: string;

  @Matches(AGENCY_CODE, { message: 'recipient must be the code of an agency' })
  readonly recipient!: string;
}

/** What an agreement is about, as it is written down and as it is shown. */
export class AgreementTermsDto {
  /** The name that officers and entries call it by: `D2`. Never used again for another. */
  @Matches(AGREEMENT_ID, { message: 'id must be 1 to 40 letters, digits, dots, hyphens' })
  readonly id!: string;

  @IsString()
  @Length(1, 200)
  @Matches(PLAIN_TEXT)
  readonly title!: string;

  @IsIn(PURPOSES)
  readonly purpose!: Purpose;

  @IsIn(LEGAL_MODES)
  readonly mode!: LegalMode;

  /** Each direction by itself: "among themselves" is every pair, both ways. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => PartyDto)
  readonly parties!: PartyDto[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  readonly categories!: Category[];

  /** Roles of the recipient's practitioners. */
  @IsArray()
  @ArrayUnique()
  @IsIn(RECIPIENT_ROLES, { each: true })
  readonly recipientRoles!: Role[];

  /** Whether the recipient's system may receive too; true when left out. */
  @IsOptional()
  @IsBoolean()
  readonly systemRoles?: boolean;

  /** Dotted fields that must not leave, by category. */
  @IsOptional()
  @AreRedactions()
  readonly redactions?: Record<string, string[]>;

  /** The longest that a consent counts under it, in days. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  readonly maxConsentDays?: number;

  @IsISO8601({ strict: true, strictSeparator: true })
  readonly startsAt!: string;

  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  readonly expiresAt?: string;

  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  readonly reviewAt?: string;
}

export class NewAgreementDto extends AgreementTermsDto {
  /** `draft` when left out: nothing is shared under a draft. */
  @IsOptional()
  @IsIn(['draft', 'live'])
  readonly state?: 'draft' | 'live';
}
