import { HostConfig, IsIssuer, IsOrigin } from '#libs/http';
import { IsIn, IsString, Matches } from 'class-validator';

/** What the portal is told by its environment. It holds sessions and nothing else. */
export class PortalConfig extends HostConfig {
  /** `postgres://portal_app:…` on the primary: the sessions. */
  @Matches(/^postgres(ql)?:\/\//)
  readonly DATABASE_URL!: string;

  /** File with 32 random bytes in base64: sessions are sealed with it. Kept outside the database and its dumps. */
  @IsString()
  readonly SESSION_KEY_FILE!: string;

  /** File with the secret that the issuers know this portal by. */
  @IsString()
  readonly CLIENT_SECRET_FILE!: string;

  @IsString()
  readonly CLIENT_ID: string = 'portal';

  /** Where the broker's public APIs are: the edge, without a path. */
  @IsOrigin()
  readonly API_URL!: string;

  /** Where browsers reach the portal: the edge's public address, without a path. */
  @IsOrigin()
  readonly PUBLIC_URL!: string;

  @IsIssuer()
  readonly OIDC_ISSUER_RESIDENT!: string;

  @IsIssuer()
  readonly OIDC_ISSUER_STAFF!: string;

  /** Whose service this is: said on every page. */
  @IsString()
  readonly PLACE_NAME: string = 'Northmere';

  /** A line that people can ring instead of every page. The default is a number that Ofcom keeps for fiction. */
  @Matches(/^[\d +()]{5,30}$/)
  readonly HELP_PHONE: string = '01632 960 001';

  @IsString()
  readonly HELP_HOURS: string = '8am to 6pm, Monday to Friday';

  /** Languages that may be chosen; `en-XA` is the pseudo-locale, which proves that every text can be translated. */
  @IsIn(['en', 'en,en-XA'])
  readonly LANGUAGES: string = 'en';

  get origin(): string {
    return new URL(this.PUBLIC_URL).origin;
  }
}
