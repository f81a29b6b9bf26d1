import type { SignInConfig } from '../config/sign-in-config.js';
import { type ClaimMap, parseClaimMap } from './claim-map.js';
import type { PrincipalKind } from './principal.js';

/** One issuer whose tokens are read, for which kinds of principal, and how. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly populations: readonly Population[];
}

/** Residents or staff, as one issuer signs them in. */
export interface Population {
  readonly kinds: readonly PrincipalKind[];
  readonly claims: ClaimMap;
  /** Assurance values that are enough; undefined asks for none. */
  readonly assurance?: readonly string[];
}

const STAFF = ['practitioner', 'officer', 'system'] as const;

/** The issuers of a configuration; one issuer may sign both populations in (development). */
export function trustedIssuers(config: SignInConfig): readonly TrustedIssuer[] {
  const residents = population(['resident'], config.OIDC_CLAIMS_RESIDENT, config.OIDC_ASSURANCE_RESIDENT);
  const staff = population(STAFF, config.OIDC_CLAIMS_STAFF, config.OIDC_ASSURANCE_STAFF);
  const audience = config.OIDC_AUDIENCE;
  if (config.OIDC_ISSUER_RESIDENT === config.OIDC_ISSUER_STAFF) {
    return [{ issuer: config.OIDC_ISSUER_STAFF, audience, populations: [residents, staff] }];
  }
  return [
    { issuer: config.OIDC_ISSUER_RESIDENT, audience, populations: [residents] },
    { issuer: config.OIDC_ISSUER_STAFF, audience, populations: [staff] },
  ];
}

function population(
  kinds: readonly PrincipalKind[],
  claims: string | undefined,
  assurance: readonly string[] | undefined,
): Population {
  return { kinds, claims: parseClaimMap(claims), ...(assurance === undefined ? {} : { assurance }) };
}
