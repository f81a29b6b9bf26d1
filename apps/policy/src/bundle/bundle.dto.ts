import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';

export class BundleFileDto {
  /** `name.cedar`, `name.cedarschema` or `precedence.json`; the folders of a place's own tree are left out. */
  @Matches(/^([A-Za-z0-9][A-Za-z0-9._-]{0,79}\.(cedar|cedarschema)|precedence\.json)$/, {
    message: 'name must end in .cedar or .cedarschema, or be precedence.json',
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
  @ArrayMaxSize(50)
  @ArrayUnique((file: BundleFileDto) => file?.name)
  @ValidateNested({ each: true })
  @Type(() => BundleFileDto)
  readonly files!: BundleFileDto[];
}

export class BundleDto {
  /** SHA-256 of its canonical form: comments, layout, file names and the order of rules do not count. */
  readonly hash!: string;
  /** Id of the officer who posted it first, or `repository`. */
  readonly author!: string;
  readonly createdAt!: string;
  readonly inForce!: boolean;
  /** What the validator found odd but not wrong; in the answer to a post. */
  readonly warnings?: string[];
}

export class BundleWithFilesDto extends BundleDto {
  readonly files!: BundleFileDto[];
}

export class BundlePageDto {
  readonly items!: BundleDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}

export class ActivatedBundleDto {
  readonly hash!: string;
  /** From when on every decision is made by it. */
  readonly effectiveAt!: string;
}
