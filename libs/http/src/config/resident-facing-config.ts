import { dirname, join } from 'node:path';
import { ArrayUnique, IsArray, IsOptional, IsString, Matches } from 'class-validator';
import { CommaSeparated } from './comma-separated.js';
import { SignInConfig } from './sign-in-config.js';

const AGENCY_CODE = /^[A-Z0-9-]{2,20}$/;
const CODES = {
  each: true,
  message: '$property must be codes of agencies, comma-separated: capitals, digits, hyphens',
};
const DEMO_TOWN = ['BEACON'];

/** Configuration of an app that holds what residents decide: what it never tells of, its keys and its restart-proof store. */
export class ResidentFacingConfig extends SignInConfig {
  /** JSON file with the key-encryption key and the blind-index key (32 bytes each, base64), outside database dumps (design 7). */
  @IsString()
  readonly KEY_FILE!: string;

  /**
   * Folder of the restart-proof store (ADR 22), outside the database, its dumps and its backups, and the same for all apps
   * and hosts of a place; when left out, `marks` beside KEY_FILE.
   */
  @IsOptional()
  @IsString()
  readonly MARKS_DIR?: string;

  get marksFolder(): string {
    return this.MARKS_DIR ?? join(dirname(this.KEY_FILE), 'marks');
  }

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
