import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#libs/http';
import { EdgeConfig } from '../../apps/edge/src/config.js';
import { IdentityConfig } from '../../apps/identity/src/config.js';
import { PortalConfig } from '../../apps/portal/src/config.js';
import { appCommands } from './app-commands.js';
import type { AppCommand } from './app-process.js';
import { Layout } from './layout.js';
import { ensureSecrets, LOG_ORIGIN } from './secrets.js';

describe('the apps of one stack', () => {
  const dir = mkdtempSync(join(tmpdir(), 'commands-'));
  const secrets = ensureSecrets(dir);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  function commands(inherited: NodeJS.ProcessEnv): AppCommand[] {
    const databaseUrl = 'postgres://admin@127.0.0.1:1/place';
    const around = { layout: new Layout(dir, 4000), secrets, databaseUrl, kafkaBrokers: undefined };
    return appCommands({ ...around, logOrigin: LOG_ORIGIN, inherited });
  }

  const environments = (inherited: NodeJS.ProcessEnv): Record<string, Readonly<Record<string, string>>> =>
    Object.fromEntries(commands(inherited).map(({ name, env }) => [name, env]));

  it('know one another: the portal, the issuer that it signs in with, and the edge before both', () => {
    const { portal, identity, edge } = environments({});
    expect(readConfig(PortalConfig, portal!)).toMatchObject({
      PORT: 4006,
      API_URL: 'http://127.0.0.1:4000',
      PUBLIC_URL: 'http://127.0.0.1:4000',
      OIDC_ISSUER_RESIDENT: 'http://127.0.0.1:4001',
      CLIENT_SECRET_FILE: secrets.portalClientFile,
    });
    expect(new URL(portal!.DATABASE_URL!).username).toBe('portal_app');
    expect(portal).not.toHaveProperty('KEY_FILE');
    expect(readConfig(IdentityConfig, identity!)).toMatchObject({
      PORTAL_URL: 'http://127.0.0.1:4000',
      PORTAL_SECRET_FILE: secrets.portalClientFile,
    });
    expect(readConfig(EdgeConfig, edge!)).toMatchObject({
      PORTAL_URL: 'http://127.0.0.1:4006',
      ADMIN_PORT: 4007,
    });
  });

  it('in production have no development issuer; the portal signs in elsewhere, under the public address', () => {
    const [PUBLIC_URL, issuer] = ['https://sharing.example.org', 'https://issuer.example.org'];
    const own = { OIDC_ISSUER_RESIDENT: issuer, OIDC_ISSUER_STAFF: issuer, CLIENT_SECRET_FILE: '/own/secret' };
    const { portal, ...others } = environments({ NODE_ENV: 'production', PUBLIC_URL, ...own });
    expect(others).not.toHaveProperty('identity');
    expect(readConfig(PortalConfig, portal!)).toMatchObject({ PUBLIC_URL, API_URL: 'http://127.0.0.1:4000', ...own });
  });

  it('write no CPU profile but the relay, where a folder is named for it', () => {
    const profiling = (inherited: NodeJS.ProcessEnv) =>
      commands(inherited).flatMap(({ name, options }) =>
        options.filter((one) => one.startsWith('--cpu-prof')).map((one) => [name, one]),
      );
    expect(profiling({})).toEqual([]);
    expect(profiling({ PROFILE_DIR: '/own/folder' })).toEqual([
      ['relay', '--cpu-prof'],
      ['relay', '--cpu-prof-dir=/own/folder'],
    ]);
  });
});
