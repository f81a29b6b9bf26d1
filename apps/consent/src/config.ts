import { ResidentFacingConfig } from '#libs/http';
import { IsInt, Matches, Max, Min } from 'class-validator';

/** What the consent app is told by its environment. */
export class ConsentConfig extends ResidentFacingConfig {
  /** The primary, signed in as `consent_app`. Never a replica: what was withdrawn must be seen at once. */
  @Matches(/^postgres(ql)?:\/\//)
  readonly DATABASE_URL!: string;

  /** Connections of this process at most, for each of its two pools. */
  @IsInt()
  @Min(2)
  @Max(50)
  readonly DATABASE_POOL: number = 8;
}
