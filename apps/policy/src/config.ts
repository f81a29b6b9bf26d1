import { SignInConfig } from '#libs/http';
import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

/** What the policy app is told by its environment. */
export class PolicyConfig extends SignInConfig {
  /** The primary, signed in as `policy_app`. */
  @Matches(/^postgres(ql)?:\/\//)
  readonly DATABASE_URL!: string;

  /** Connections of this process at most, for each of its two pools. */
  @IsInt()
  @Min(2)
  @Max(50)
  readonly DATABASE_POOL: number = 8;

  /** JSON file with the key-encryption key and the blind index key. */
  @IsString()
  readonly KEY_FILE!: string;

  /** Folder of the Cedar policies that the place starts with; the project's own where it is left out. */
  @IsOptional()
  @IsString()
  readonly POLICIES_DIR?: string;

  /** Address under which others reach the decision point, for its AuthZEN metadata; else the one that the request named. */
  @IsOptional()
  @IsUrl({ require_tld: false })
  readonly PUBLIC_URL?: string;
}
