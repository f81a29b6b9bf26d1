import { errors, type Provider, type ResourceServer, type TokenEndpointGrantContext } from 'oidc-provider';
import type { Directory } from '../people/directory.js';
import { API_RESOURCE } from './api-resource.js';
import { PERSON_GRANT } from './cli-grant.js';

/** Adds the grant. Systems are refused here: they sign in with their own client credentials (RFC 6749 4.4). */
export function registerPersonGrant(provider: Provider, directory: Directory, api: ResourceServer): void {
  const grant = async (ctx: TokenEndpointGrantContext<{ person?: string }>): Promise<void> => {
    const key = ctx.oidc.params.person;
    if (!key) throw new errors.InvalidRequest('the parameter "person" is missing');
    const person = directory.find(key);
    if (!person || person.kind === 'system') throw new errors.InvalidGrant('no such person here');
    const token = new provider.AccessToken({
      client: ctx.oidc.client,
      accountId: person.key,
      grantId: `demo-${person.key}`,
      gty: PERSON_GRANT,
      resourceServer: new provider.ResourceServer(API_RESOURCE, api),
    });
    ctx.body = { access_token: await token.save(), expires_in: token.expiration, token_type: token.tokenType };
  };
  provider.registerGrantType(PERSON_GRANT, grant, 'person');
}
