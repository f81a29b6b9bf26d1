import { IsOrigin, ResidentFacingConfig } from '#libs/http';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

/** What the policy app is told by its environment. */
export class PolicyConfig extends ResidentFacingConfig {
  override readonly PORT: number = 3003;

  /** The primary, signed in as `policy_app`. Never a replica: a suspension must be seen at once. */
  @Matches(/^postgres(ql)?:\/\//)
  readonly DATABASE_URL!: string;

  /** Connections of this process at most, for each of its two pools. */
  @IsInt()
  @Min(2)
  @Max(16)
  readonly DATABASE_POOL: number = 8;

  /** The Cedar files that come into force where no bundle is; they must be valid for the app to start at all. */
  @IsString()
  readonly POLICIES_DIR: string = './policies';

  /** What decides: this product's compiled engine, or the official one for everything. */
  @IsIn(['compiled', 'official'])
  readonly ENGINE: 'compiled' | 'official' = 'compiled';

  /** Whether facts may be kept for answers whose record compares what they rest on; `fresh` reads them anew each time. */
  @IsIn(['kept', 'fresh'])
  readonly FACTS: 'kept' | 'fresh' = 'kept';

  /** Whether this process keeps a referee, which decides a sample of past decisions again (design 4). */
  @IsIn(['on', 'off'])
  readonly REFEREE: 'on' | 'off' = 'on';

  /** Seconds from one sample of the referee to the next. */
  @IsInt()
  @Min(1)
  @Max(3_600)
  readonly REFEREE_INTERVAL_S: number = 30;

  /** Decisions in a sample at most. */
  @IsInt()
  @Min(1)
  @Max(2_000)
  readonly REFEREE_SAMPLE: number = 200;

  /** How many days before its date the review of an agreement is called near, and said so. */
  @IsInt()
  @Min(1)
  @Max(365)
  readonly REVIEW_NOTICE_DAYS: number = 30;

  /** How many hours a relationship lasts that a practitioner claims alone. */
  @IsInt()
  @Min(1)
  @Max(72)
  readonly CLAIM_HOURS: number = 24;

  /** The address that callers use, without a path, for the AuthZEN metadata; when left out, the one of each request. */
  @IsOptional()
  @IsOrigin()
  readonly PUBLIC_URL?: string;

  get origin(): string | undefined {
    return this.PUBLIC_URL === undefined ? undefined : new URL(this.PUBLIC_URL).origin;
  }
}
