import { ArrayUnique, IsArray, Matches } from 'class-validator';
import { CommaSeparated } from './comma-separated.js';
import { SignInConfig } from './sign-in-config.js';

const AGENCY_CODE = /^[A-Z0-9-]{2,20}$/;
const CODES = {
  each: true,
  message: '$property must be codes of agencies, comma-separated: capitals, digits, hyphens',
};
const DEMO_TOWN = ['BEACON'];

/** Configuration of an app with doors for residents: what these never tell of is one setting of the place for all of them. */
export class ResidentFacingConfig extends SignInConfig {
  /**
   * Comma-separated agencies that never appear on a resident's own pages (domain 1.15, "Discreet"); the demo town's by
   * default. The policy app does not start where one of them is no agency of the place.
   */
  @CommaSeparated()
  @IsArray()
  @ArrayUnique()
  @Matches(AGENCY_CODE, CODES)
  readonly DISCREET_AGENCIES: readonly string[] = DEMO_TOWN;

  /** Those of DISCREET_AGENCIES that will be registered later: an agency is discreet from its first moment. */
  @CommaSeparated()
  @IsArray()
  @ArrayUnique()
  @Matches(AGENCY_CODE, CODES)
  readonly DISCREET_AGENCIES_TO_COME: readonly string[] = [];

  /** Whether somebody set them, and did not only leave the default. */
  get namesDiscreetAgencies(): boolean {
    return this.DISCREET_AGENCIES.join() !== DEMO_TOWN.join();
  }
}
