import { bootstrapApp, type RunningApp } from '#libs/http';
import { readSettingFile } from '#libs/sealing';
import { DevelopmentOnly, type IdentityConfig } from './config.js';
import { IdentityModule } from './identity.module.js';
import { buildProvider } from './issuer/build-provider.js';
import type { PortalSettings } from './issuer/portal-client.js';
import { readSigningKeys } from './issuer/signing-keys.js';
import { Directory } from './people/directory.js';

/** Throws DevelopmentOnly in production, before anything is read or listens. */
export async function serveIdentity(config: IdentityConfig): Promise<RunningApp> {
  if (config.NODE_ENV === 'production') throw new DevelopmentOnly();
  const directory = Directory.fromFile(config.DIRECTORY_FILE);
  const portal = portalSettings(config);
  const provider = buildProvider({
    issuer: config.ISSUER,
    audience: config.OIDC_AUDIENCE,
    systemSecret: readSettingFile('SYSTEM_SECRET_FILE', config.SYSTEM_SECRET_FILE).trim(),
    keys: readSigningKeys(config.SIGNING_KEY_FILE),
    directory,
    ...(portal ? { portal } : {}),
  });
  return bootstrapApp(IdentityModule.with({ provider, directory, portalUrl: portal?.url }), {
    name: 'identity',
    title: 'Development sign-in',
    description: 'An OpenID Connect issuer for a developer’s machine. Never for production.',
    config,
  });
}

/** Half a pair is a mistake that must not end in a portal without a sign-in. */
function portalSettings({ PORTAL_URL: url, PORTAL_SECRET_FILE: file }: IdentityConfig): PortalSettings | undefined {
  if (!url && !file) return undefined;
  if (!url || !file) throw new Error('PORTAL_URL and PORTAL_SECRET_FILE go together: one of them is missing');
  return { url, secret: readSettingFile('PORTAL_SECRET_FILE', file).trim() };
}
