import { SignInConfig } from '#libs/http';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

/** What the policy app is told by its environment. */
export class PolicyConfig extends SignInConfig {
  override readonly PORT: number = 3003;

  /** The primary, signed in as `policy_app`. Never a replica: a suspension must be seen at once. */
  @Matches(/^postgres(ql)?:\/\//)
  readonly DATABASE_URL!: string;

  /** Connections of this process at most, for each of its two pools. */
  @IsInt()
  @Min(2)
  @Max(16)
  readonly DATABASE_POOL: number = 8;

  /** JSON file with the key-encryption key and the blind-index key; kept outside database dumps (design 7). */
  @IsString()
  readonly KEY_FILE!: string;

  /** The Cedar files that come into force where no bundle is; they must be valid for the app to start at all. */
  @IsString()
  readonly POLICIES_DIR: string = './policies';

  /** The address that callers use, for the AuthZEN metadata; when left out, the one of each request. */
  @IsOptional()
  @Matches(/^https?:\/\/[^\s?#]+[^/\s?#]$/)
  readonly PUBLIC_URL?: string;
}
