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

  /** With how many different details one person's name and birth may be tried in an hour, by one member of staff or system. */
  @IsInt()
  @Min(2)
  @Max(1000)
  readonly SEARCHES_PER_PERSON: number = 10;

  /** How many searches of one member of staff may find nobody in an hour; of a system, twenty times as many. */
  @IsInt()
  @Min(5)
  @Max(10000)
  readonly SEARCHES_PER_HOUR: number = 60;
}
