import { IsInstant } from '#libs/contracts';
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
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { AGREEMENT_ID, PLAIN_TEXT } from '../../doors/shapes.js';
import { ArePartyRoles } from './are-party-roles.js';
import { AreRedactions } from './are-redactions.js';
import { PartyDto } from './party.dto.js';
import { BY_PARTY, type PartyRole } from './party-roles.js';
import { SIGN_OFF_ROLES, type SignOffRole } from './sign-off.js';

/** Officers govern; they are no recipients. */
const RECIPIENT_ROLES = ROLES.filter((role) => !(OFFICER_ROLES as readonly Role[]).includes(role));

/** What an agreement is about, as it is written down and as it is shown. */
export class AgreementTermsDto {
  @IsString()
  @Length(1, 200)
  @Matches(PLAIN_TEXT)
  readonly title!: string;

  @IsIn(PURPOSES)
  readonly purpose!: Purpose;

  @IsIn(LEGAL_MODES)
  readonly mode!: LegalMode;

  /** Each direction by itself: "among themselves" is every pair, both ways. Taken whole: an agreement is signed off as it stands. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => PartyDto)
  readonly parties!: PartyDto[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CATEGORIES.length)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  readonly categories!: Category[];

  /** Roles of the recipient's practitioners. */
  @IsArray()
  @ArrayMaxSize(RECIPIENT_ROLES.length)
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

  /** What each party is in law, by its code. */
  @ApiPropertyOptional(BY_PARTY)
  @IsOptional()
  @ArePartyRoles()
  readonly partyRoles?: Record<string, PartyRole>;

  /** The power or duty that the parties act under: `Care Act 2014 s.6`. */
  @IsOptional()
  @IsString()
  @Length(1, 300)
  @Matches(PLAIN_TEXT)
  readonly statutoryGateway?: string;

  /** Of the data protection impact assessment (UK GDPR Art 35). */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(PLAIN_TEXT)
  readonly dpiaRef?: string;

  /** Of the appropriate policy document (DPA 2018 Sch 1 para 39). */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(PLAIN_TEXT)
  readonly apdRef?: string;

  /** For how many days the recipient keeps what it receives. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  readonly retentionDays?: number;

  /** Whether the recipient may pass on what it receives; while it is not said, it may not. */
  @IsOptional()
  @IsBoolean()
  readonly onwardSharing?: boolean;

  /** What both sides keep: `DSPT standards met`. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(PLAIN_TEXT)
  readonly securityStandard?: string;

  @IsInstant()
  readonly startsAt!: string;

  @IsOptional()
  @IsInstant()
  readonly expiresAt?: string;

  @IsOptional()
  @IsInstant()
  readonly reviewAt?: string;
}

export class NewAgreementDto extends AgreementTermsDto {
  /** The name that officers and entries call it by: `D2`. Never used again for another. */
  @Matches(AGREEMENT_ID, { message: 'id must be 1 to 40 letters, digits, dots, hyphens' })
  readonly id!: string;

  /** `draft` when left out: nothing is shared under a draft. `expired` writes one down that was over before. */
  @IsOptional()
  @IsIn(['draft', 'expired'])
  readonly state?: 'draft' | 'expired';
}

export class NewSignOffDto {
  @IsIn(SIGN_OFF_ROLES)
  readonly role!: SignOffRole;

  /** Of the office holder who signed. */
  @IsString()
  @Length(2, 120)
  @Matches(PLAIN_TEXT)
  readonly name!: string;

  @IsInstant()
  readonly signedAt!: string;
}

export class ReviewedDto {
  /** When it is reviewed next. */
  @IsInstant()
  readonly reviewAt!: string;
}
