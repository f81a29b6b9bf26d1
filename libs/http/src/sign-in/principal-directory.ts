import type { Principal } from './principal.js';

/** What an issuer calls whoever signed in. */
export interface Name {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * Who stands behind a verified sign-in. Read from the primary at each request, never cached: a suspension counts from the
 * request after it. Null when nobody is registered. May throw when the database is away: the door then answers 503.
 */
export abstract class PrincipalDirectory {
  abstract find(issuer: string, subject: string): Promise<Principal | null>;
}
