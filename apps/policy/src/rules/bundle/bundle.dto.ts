import { IsInstant } from '#libs/contracts';
import { PLAIN_TEXT } from '../../doors/shapes.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

const NAME = '[A-Za-z0-9][A-Za-z0-9._-]{0,79}';
const FILE = new RegExp(
  `^(${NAME}\\.cedar(schema)?|(precedence|links)\\.json|(tests|invariants)/${NAME}\\.yaml|explain/${NAME}\\.json)$`,
);

export class BundleFileDto {
  /**
   * `name.cedar`, `name.cedarschema`, `precedence.json`, `links.json`, `tests/name.yaml`, `invariants/name.yaml` or `explain/name.json`;
   * other folders of a place's own tree are left out.
   */
  @Matches(FILE, {
    message:
      'name must end in .cedar or .cedarschema, be precedence.json or links.json, or lie in tests, invariants or explain',
  })
  readonly name!: string;

  @IsString()
  @Length(1, 100_000)
  @Matches(/^[^\0]*$/)
  readonly text!: string;
}

export class NewBundleDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique((file: BundleFileDto) => file?.name)
  @ValidateNested({ each: true })
  @Type(() => BundleFileDto)
  readonly files!: BundleFileDto[];

  /** What officers know it by. */
  @IsOptional()
  @Matches(PLAIN_TEXT)
  @MaxLength(200)
  readonly title?: string;

  @IsOptional()
  @IsString()
  @MaxLength(4000)
  @Matches(/^[^\0]*$/)
  readonly description?: string;
}

export class ActivationDto {
  /** From when on it decides; at once where it is left out. */
  @IsOptional()
  @IsInstant()
  readonly effectiveAt?: string;

  /** Ids of invariants of the bundle in force that this one no longer states or keeps, each given up on purpose. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @Length(1, 200, { each: true })
  readonly dropping?: string[];
}

export class BundleReasonDto {
  @Matches(PLAIN_TEXT)
  @Length(1, 500)
  readonly reason!: string;
}
