import { isNhsNumber, isUprn } from '#libs/domain';
import { applyDecorators } from '@nestjs/common';
import {
  IsBoolean,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateBy,
  ValidateIf,
} from 'class-validator';

const IsNhsNumber = (): PropertyDecorator =>
  ValidateBy({
    name: 'nhsNumber',
    validator: {
      validate: (value) => typeof value === 'string' && isNhsNumber(value),
      defaultMessage: () => 'nhsNumber must be ten digits whose check digit holds',
    },
  });
const IsUprn = (): PropertyDecorator =>
  ValidateBy({
    name: 'uprn',
    validator: {
      validate: (value) => typeof value === 'string' && isUprn(value.replace(/^0+/, '')),
      defaultMessage: () => 'uprn must be 1 to 12 digits',
    },
  });
const IsBirthDate = (): PropertyDecorator =>
  ValidateBy({
    name: 'birthDate',
    validator: {
      validate: (value) => typeof value === 'string' && isDate(value),
      defaultMessage: () => 'birthDate must be a date in the form YYYY-MM-DD',
    },
  });
const IsName = (): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MinLength(1),
    MaxLength(100),
    Matches(/^[\p{L}\p{M}' .’-]*\p{L}[\p{L}\p{M}' .’-]*$/u),
  ) as PropertyDecorator;

function isDate(text: string): boolean {
  if (!/^(18|19|20)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Who somebody is, as an agency knows them. */
export class PersonBody {
  @IsName()
  readonly familyName!: string;

  @IsBirthDate()
  readonly birthDate!: string;

  /** Where the agency may hold it: health and adult social care only (s.251A Health and Social Care Act 2012). */
  @IsOptional()
  @IsNhsNumber()
  readonly nhsNumber?: string;

  @IsOptional()
  @Matches(/^[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}$/)
  readonly postcode?: string;

  @IsOptional()
  @IsUprn()
  readonly uprn?: string;
}

export class LookupBody extends PersonBody {
  /** The agency's own number for this person, where it has linked them: enough without an address. */
  @ValidateIf((body: LookupBody) => body.localId !== undefined)
  @IsString()
  @Matches(/^[!-~]{1,64}$/)
  readonly localId?: string;
}

export class LinkBody extends PersonBody {
  /** The agency's own number for this person. */
  @IsString()
  @Matches(/^[!-~]{1,64}$/)
  readonly localId!: string;
}

export class ImportBody extends PersonBody {
  @IsName()
  readonly givenName!: string;

  /** The agency's own number for this person; links it at once. Systems always send it. */
  @ValidateIf((body: ImportBody) => body.localId !== undefined)
  @IsString()
  @Matches(/^[!-~]{1,64}$/)
  readonly localId?: string;

  /** Where this person lives must not be known (the PDS S-flag): they are shielded at once. */
  @ValidateIf((body: ImportBody) => body.locationShield !== undefined)
  @IsBoolean()
  readonly locationShield?: boolean;
}
