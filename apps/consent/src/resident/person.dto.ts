import { readDay, readLocalId, readName, readNhsNumber, readPostcode, readUprn } from '#libs/domain';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, ValidateBy, ValidateIf } from 'class-validator';

/** Normalised first, then checked: what `read` makes of the text is what the app sees; null is refused under `rule`. */
const Read = (rule: string, read: (text: string) => string | null, words: string): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (read(value) ?? value) : value)),
    ValidateBy({
      name: rule,
      validator: {
        validate: (value) => typeof value === 'string' && read(value) !== null,
        defaultMessage: ({ property } = { property: '' } as never) => `${property} must be ${words}`,
      },
    }),
  ) as PropertyDecorator;

const IsNhsNumber = (): PropertyDecorator =>
  Read('nhsNumber', readNhsNumber, 'ten digits whose check digit holds, and no placeholder');
const IsPostcode = (): PropertyDecorator => Read('matches', readPostcode, 'a postcode');
const IsUprn = (): PropertyDecorator => Read('uprn', readUprn, '1 to 12 digits');
const IsBirthDate = (): PropertyDecorator => Read('birthDate', readDay, 'a date in the form YYYY-MM-DD');
const IsName = (): PropertyDecorator => Read('matches', readName, 'a name of 1 to 100 letters and signs of names');
const IsLocalId = (): PropertyDecorator => Read('matches', readLocalId, '1 to 64 visible ASCII characters');

/** Who somebody is, as an agency knows them. */
export class PersonBody {
  /** The only name of somebody who has one. */
  @IsName()
  readonly familyName!: string;

  /** Left out for a person of one name when they are brought in; elsewhere, where it is not known: twins share the rest. */
  @ValidateIf((body: PersonBody) => body.givenName !== undefined)
  @IsName()
  readonly givenName?: string;

  @IsBirthDate()
  readonly birthDate!: string;

  /** Where the agency may hold it: health and adult social care only (s.251A Health and Social Care Act 2012). */
  @IsOptional()
  @IsNhsNumber()
  readonly nhsNumber?: string;

  @IsOptional()
  @IsPostcode()
  readonly postcode?: string;

  @IsOptional()
  @IsUprn()
  readonly uprn?: string;
}

export class LookupBody extends PersonBody {
  /** The agency's own number for this person, where it has linked them: enough without an address. */
  @ValidateIf((body: LookupBody) => body.localId !== undefined)
  @IsLocalId()
  readonly localId?: string;
}

export class LinkBody extends PersonBody {
  /** The agency's own number for this person. */
  @IsLocalId()
  readonly localId!: string;
}

export class ImportBody extends PersonBody {
  /** The agency's own number for this person; links it at once. Systems always send it. */
  @ValidateIf((body: ImportBody) => body.localId !== undefined)
  @IsLocalId()
  readonly localId?: string;

  /** Where this person lives must not be known (the PDS S-flag): they are shielded at once. */
  @ValidateIf((body: ImportBody) => body.locationShield !== undefined)
  @IsBoolean()
  readonly locationShield?: boolean;
}

export class LocalIdBody {
  /** The agency's own number for this person from now on; the one before still finds them. */
  @IsLocalId()
  readonly localId!: string;
}
