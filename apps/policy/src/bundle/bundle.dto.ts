import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';

export class BundleFileBody {
  /** `*.cedar`, one `*.cedarschema`, and `precedence.json`. */
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.(cedar|cedarschema|json)$/)
  readonly name!: string;

  @IsString()
  @MaxLength(200_000)
  readonly text!: string;
}

export class BundleBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => BundleFileBody)
  readonly files!: BundleFileBody[];
}

export class BundleView {
  /** SHA-256 of the canonical form: the bundle's name everywhere. */
  readonly hash!: string;
  readonly author!: string;
  readonly createdAt!: string;
  readonly inForce!: boolean;
}

export class BundleDetail extends BundleView {
  readonly files!: readonly BundleFileBody[];
}

export class PublishedBundle {
  readonly hash!: string;
  /** What the validator found odd but not wrong. */
  readonly warnings!: readonly string[];
}

export class ActivatedBundle {
  readonly hash!: string;
  /** From this moment nothing is decided by the bundle before it (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}

export class BundlePage {
  readonly items!: readonly BundleView[];
  readonly next!: string | null;
}
