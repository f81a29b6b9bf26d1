import { IsNotEmpty, IsOptional, IsString, IsUrl } from 'class-validator';
import { HostConfig, IsOrigin } from '#libs/http';

/** Set-up of the development issuer. Every path and secret is made by `npm start`. */
export class IdentityConfig extends HostConfig {
  /** This app's own address, exactly as it stands in tokens as `iss`. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly ISSUER!: string;

  /** Audience of the access tokens; the apps accept no other. */
  @IsString()
  readonly OIDC_AUDIENCE: string = 'consent-broker';

  /** JWK set with the private signing key (P-256). */
  @IsNotEmpty()
  readonly SIGNING_KEY_FILE!: string;

  /** JSON list of who can sign in. */
  @IsNotEmpty()
  readonly DIRECTORY_FILE!: string;

  /** Text file with the secret that each system's client secret is derived from. */
  @IsNotEmpty()
  readonly SYSTEM_SECRET_FILE!: string;

  /** The portal's address as browsers reach it (the edge); with the next, or neither: then there is no sign-in by browser. */
  @IsOptional()
  @IsOrigin()
  readonly PORTAL_URL?: string;

  /** Text file with the secret that the portal signs in with. */
  @IsOptional()
  @IsNotEmpty()
  readonly PORTAL_SECRET_FILE?: string;
}

/** Thrown at start in production: anyone can be anyone here (design 3). */
export class DevelopmentOnly extends Error {
  constructor() {
    super(
      'The identity app signs anybody in as anybody and does not start with NODE_ENV=production. ' +
        'Point OIDC_ISSUER_RESIDENT and OIDC_ISSUER_STAFF at your own issuers instead.',
    );
  }
}
