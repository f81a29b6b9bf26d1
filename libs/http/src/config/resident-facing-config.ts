import { IsArray, IsString } from 'class-validator';
import { CommaSeparated } from './comma-separated.js';
import { SignInConfig } from './sign-in-config.js';

/** Configuration of an app with doors for residents: what these never tell of is one setting of the place for all of them. */
export class ResidentFacingConfig extends SignInConfig {
  /** Comma-separated agencies that never appear on a resident's own pages (domain 1.15, "Discreet"); the demo town's by default. */
  @CommaSeparated()
  @IsArray()
  @IsString({ each: true })
  readonly DISCREET_AGENCIES: readonly string[] = ['BEACON'];
}
