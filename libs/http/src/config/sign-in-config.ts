import { IsArray, IsOptional, IsString } from 'class-validator';
import { IsClaimMap, IsIssuer, NeedsAssuranceIn } from './addresses.js';
import { CommaSeparated } from './comma-separated.js';
import { HostConfig } from './host-config.js';

/**
 * Configuration of an app behind sign-in. Development points both issuers at the identity app; production points them at
 * real ones (design 3), whose claims are mapped by name.
 */
export class SignInConfig extends HostConfig {
  /** Who signs residents in, exactly as in the tokens' `iss`. */
  @IsIssuer()
  readonly OIDC_ISSUER_RESIDENT!: string;

  /** Who signs practitioners, officers and systems in, exactly as in the tokens' `iss`. */
  @IsIssuer()
  readonly OIDC_ISSUER_STAFF!: string;

  /** Audience that a token must name. */
  @IsString()
  readonly OIDC_AUDIENCE: string = 'consent-broker';

  /** `subject=sub,assurance=vot`: which claims say what, for residents' tokens. */
  @IsOptional()
  @IsClaimMap()
  readonly OIDC_CLAIMS_RESIDENT?: string;

  /** `subject=oid,agency=org,roles=groups,assurance=acr`: which claims say what, for staff's and systems' tokens. */
  @IsOptional()
  @IsClaimMap()
  readonly OIDC_CLAIMS_STAFF?: string;

  /** Comma-separated assurance values that are enough for a resident (needs `assurance` in the claim map). */
  @IsOptional()
  @CommaSeparated()
  @IsArray()
  @IsString({ each: true })
  @NeedsAssuranceIn('OIDC_CLAIMS_RESIDENT')
  readonly OIDC_ASSURANCE_RESIDENT?: readonly string[];

  /** Comma-separated assurance values that are enough for staff (needs `assurance` in the claim map). */
  @IsOptional()
  @CommaSeparated()
  @IsArray()
  @IsString({ each: true })
  @NeedsAssuranceIn('OIDC_CLAIMS_STAFF')
  readonly OIDC_ASSURANCE_STAFF?: readonly string[];
}
