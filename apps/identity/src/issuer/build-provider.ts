import { Provider, type ClientMetadata, type Configuration, type JWKS } from 'oidc-provider';
import type { Directory } from '../people/directory.js';
import { systemSecret } from '../people/system-secret.js';
import { API_RESOURCE, apiResource, ONE_HOUR_SECONDS } from './api-resource.js';
import { CLI_CLIENT, PERSON_GRANT } from './cli-grant.js';
import { registerPersonGrant } from './person-grant.js';
import { portalClient, type PortalSettings } from './portal-client.js';
import { SIGN_IN_TTL, signInRules, signOutRules } from './sign-in-rules.js';

export interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly systemSecret: string;
  readonly keys: JWKS;
  readonly directory: Directory;
  /** Without it nobody signs in through a browser. */
  readonly portal?: PortalSettings;
}

/**
 * The development issuer. `sub` is the demo key; `kind`, `agency` and `roles` go along for people who look into a
 * token and decide nothing: the apps read role and standing from the primary at each request (design 4).
 */
export function buildProvider(settings: IssuerSettings): Provider {
  const { directory, portal } = settings;
  const { cookies, ...rules } = signInRules(directory, portal?.url);
  const api = apiResource(settings.audience);
  const configuration: Configuration = {
    ...rules,
    clients: [cliClient(), ...systemClients(settings), ...(portal ? [portalClient(portal)] : [])],
    jwks: settings.keys,
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: signOutRules(portal?.url),
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API_RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => api,
      },
    },
    extraTokenClaims: (_ctx, token) => {
      const person = directory.find(token.kind === 'AccessToken' ? token.accountId : (token.clientId ?? ''));
      return person && { kind: person.kind, agency: person.agency, roles: person.roles };
    },
    findAccount: (_ctx, sub) =>
      directory.find(sub) ? { accountId: sub, claims: () => ({ sub, name: directory.find(sub)!.name }) } : undefined,
    // The portal shows staff who is signed in, from the ID token: most issuers put the name there.
    claims: { acr: null, sid: null, auth_time: null, iss: null, openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    ttl: { ...SIGN_IN_TTL, AccessToken: ONE_HOUR_SECONDS, ClientCredentials: ONE_HOUR_SECONDS },
    cookies: { ...cookies, keys: [settings.systemSecret] },
  };
  const provider = new Provider(settings.issuer, configuration);
  registerPersonGrant(provider, directory, api);
  return provider;
}

function cliClient(): ClientMetadata {
  return {
    client_id: CLI_CLIENT,
    token_endpoint_auth_method: 'none',
    grant_types: [PERSON_GRANT],
    response_types: [],
    redirect_uris: [],
  };
}

function systemClients({ directory, systemSecret: secret }: IssuerSettings): ClientMetadata[] {
  return directory.systems().map((system) => ({
    client_id: system.key,
    client_secret: systemSecret(secret, system.key),
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  }));
}
