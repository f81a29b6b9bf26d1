import type { ResourceServer } from 'oidc-provider';

/** The broker's APIs as one resource server (RFC 8707); its tokens are JWTs that each app verifies by itself (RFC 9068). */
export const API_RESOURCE = 'urn:consent-broker:api';

export const ONE_HOUR_SECONDS = 3_600;

export function apiResource(audience: string): ResourceServer {
  return {
    audience,
    scope: '',
    accessTokenFormat: 'jwt',
    accessTokenTTL: ONE_HOUR_SECONDS,
    jwt: { sign: { alg: 'ES256' } },
  };
}
