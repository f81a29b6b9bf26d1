import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type RunningApp } from '#libs/http';
import { KeyRing } from '#libs/sealing';
import type { TestDatabase, TestIssuer } from '#libs/testing';
import { generateSignerKey, parseSigner } from '#libs/tlog';
import { AuditConfig } from '../../../apps/audit/src/config.js';
import { serveAudit } from '../../../apps/audit/src/serve-audit.js';
import { ConsentConfig } from '../../../apps/consent/src/config.js';
import { serveConsent } from '../../../apps/consent/src/serve-consent.js';
import { PolicyConfig } from '../../../apps/policy/src/config.js';
import { startPolicy } from '../../../apps/policy/src/start-policy.js';
import { ScriptedCheck } from '../../../apps/policy/src/testing/scripted-check.js';
import { RelayConfig } from '../../../apps/relay/src/config.js';
import { serveRelay } from '../../../apps/relay/src/serve-relay.js';

export const APPS = ['consent', 'policy', 'relay', 'audit'] as const;
export type App = (typeof APPS)[number];

/** The environment of all four apps on one database, and the folder of keys that goes with it. */
export interface Surroundings {
  of(app: App): Record<string, string>;
  readonly keyFile: string;
  clear(): void;
}

export function surround(database: TestDatabase, issuer: TestIssuer): Surroundings {
  const folder = mkdtempSync(join(tmpdir(), 'four-apps-'));
  const [keys, logKey] = [join(folder, 'keys.json'), join(folder, 'log.key')];
  writeFileSync(keys, KeyRing.generate(), { mode: 0o600 });
  const signer = generateSignerKey('log.example/northmere');
  writeFileSync(logKey, signer, { mode: 0o600 });
  return {
    keyFile: keys,
    of: (app) => ({
      NODE_ENV: 'test',
      PORT: '0',
      DRAIN_MS: '0',
      LOG_LEVEL: 'silent',
      REFEREE: 'off',
      DATABASE_URL: database.urlFor(`${app}_app`),
      KEY_FILE: keys,
      OIDC_ISSUER_RESIDENT: issuer.issuer,
      OIDC_ISSUER_STAFF: issuer.issuer,
      ...(app === 'audit' ? { LOG_ORIGIN: parseSigner(signer).name, LOG_KEY_FILE: logKey } : {}),
    }),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Policy first: it puts the rules in force that the relay decides by. */
export async function startApps({ of }: Surroundings): Promise<Readonly<Record<App, RunningApp>>> {
  const policy = await startPolicy(readConfig(PolicyConfig, of('policy')), undefined, new ScriptedCheck());
  const [consent, relay, audit] = await Promise.all([
    serveConsent(readConfig(ConsentConfig, of('consent'))),
    serveRelay(readConfig(RelayConfig, of('relay'))),
    serveAudit(readConfig(AuditConfig, of('audit'))),
  ]);
  return { consent, policy, relay, audit };
}
