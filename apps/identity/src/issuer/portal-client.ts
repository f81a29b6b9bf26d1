import type { ClientMetadata } from 'oidc-provider';

/** The portal as this issuer's client: confidential, code flow (OpenID Connect Core 3.1). */
export const PORTAL_CLIENT = 'portal';

export const TWELVE_HOURS_SECONDS = 43_200;

/** Where the portal's pages are, as a browser reaches them, and the secret that the portal signs in with. */
export interface PortalSettings {
  readonly url: string;
  readonly secret: string;
}

export function portalClient({ url, secret }: PortalSettings): ClientMetadata {
  return {
    client_id: PORTAL_CLIENT,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [new URL('/sign-in/return', url).href],
    post_logout_redirect_uris: [new URL('/signed-out', url).href],
  };
}
