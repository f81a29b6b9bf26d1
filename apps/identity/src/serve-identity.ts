import { readFileSync } from 'node:fs';
import { bootstrapApp, type RunningApp } from '#libs/http';
import { DevelopmentOnly, type IdentityConfig } from './config.js';
import { IdentityModule } from './identity.module.js';
import { buildProvider } from './issuer/build-provider.js';
import { readSigningKeys } from './issuer/signing-keys.js';
import { Directory } from './people/directory.js';

/** Throws DevelopmentOnly in production, before anything is read or listens. */
export async function serveIdentity(config: IdentityConfig): Promise<RunningApp> {
  if (config.NODE_ENV === 'production') throw new DevelopmentOnly();
  const provider = buildProvider({
    issuer: config.ISSUER,
    audience: config.OIDC_AUDIENCE,
    systemSecret: readFileSync(config.SYSTEM_SECRET_FILE, 'utf8').trim(),
    keys: readSigningKeys(config.SIGNING_KEY_FILE),
    directory: Directory.fromFile(config.DIRECTORY_FILE),
  });
  return bootstrapApp(IdentityModule.with(provider), {
    name: 'identity',
    title: 'Development sign-in',
    description: 'An OpenID Connect issuer for a developer’s machine. Never for production.',
    config,
  });
}
