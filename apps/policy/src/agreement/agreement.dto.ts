import {
  CATEGORIES,
  type Category,
  LEGAL_MODES,
  type LegalMode,
  PURPOSES,
  type Purpose,
  ROLES,
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
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { AGENCY_CODE } from '../agency/agency.dto.js';
import { Instant } from '../storage/instant.decorator.js';

/** Dotted field names by category: `{"FUNCTION": ["diagnosis.code"]}`. */
function isRedactions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([category, fields]) =>
      (CATEGORIES as readonly string[]).includes(category) &&
      Array.isArray(fields) &&
      fields.length <= 50 &&
      fields.every(
        (field) =>
          typeof field === 'string' && /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/.test(field) && field.length <= 200,
      ),
  );
}
const IsRedactions = (): PropertyDecorator =>
  ValidateBy({
    name: 'redactions',
    validator: {
      validate: isRedactions,
      defaultMessage: () => 'redactions must be lists of dotted field names by category',
    },
  });

export class PartyBody {
  @Matches(AGENCY_CODE)
  readonly source!: string;

  @Matches(AGENCY_CODE)
  readonly recipient!: string;
}

/** An agreement names everything that a decision needs; what it does not name is denied. */
export class AgreementBody {
  @Matches(/^[A-Za-z0-9-]{1,40}$/)
  readonly id!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly title!: string;

  @IsIn(PURPOSES)
  readonly purpose!: Purpose;

  @IsIn(LEGAL_MODES)
  readonly mode!: LegalMode;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  readonly categories!: Category[];

  @IsArray()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  readonly recipientRoles!: Role[];

  /** Whether the recipient's system passes the role check; true where left out. */
  @IsOptional()
  @IsBoolean()
  readonly systemRoles?: boolean;

  /** Fields never passed on, by category. */
  @IsOptional()
  @IsRedactions()
  readonly redactions?: Record<string, string[]>;

  /** The longest that one consent counts, in days. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3_660)
  readonly maxConsentDays?: number;

  @Instant()
  readonly startsAt!: Date;

  @IsOptional()
  @Instant()
  readonly expiresAt?: Date;

  @IsOptional()
  @Instant()
  readonly reviewAt?: Date;

  /** Every direction in which data may flow. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => PartyBody)
  readonly parties!: PartyBody[];
}
