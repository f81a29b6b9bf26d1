import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { readConfig, type RunningApp } from '#libs/http';
import { IdentityConfig } from './config.js';
import { CLI_CLIENT, PERSON_GRANT } from './issuer/cli-grant.js';
import { systemSecret } from './people/system-secret.js';
import { serveIdentity } from './serve-identity.js';

const SECRET = 'a-secret-of-this-spec-only';
const ISSUER = 'http://127.0.0.1:19871';

describe('the development issuer', () => {
  const dir = mkdtempSync(join(tmpdir(), 'identity-'));
  let identity: RunningApp;

  function config(more: Record<string, string> = {}): IdentityConfig {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    writeFileSync(join(dir, 'keys.json'), JSON.stringify({ keys: [{ ...key, kid: 'k1', use: 'sig', alg: 'ES256' }] }));
    writeFileSync(join(dir, 'system.secret'), `${SECRET}\n`);
    return readConfig(IdentityConfig, {
      PORT: '19871',
      LOG_LEVEL: 'silent',
      ISSUER,
      SIGNING_KEY_FILE: join(dir, 'keys.json'),
      DIRECTORY_FILE: 'demo/people.json',
      SYSTEM_SECRET_FILE: join(dir, 'system.secret'),
      DRAIN_MS: '0',
      ...more,
    });
  }

  function askForToken(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${identity.url}/token`, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  function askAsPerson(person: string): Promise<Response> {
    return askForToken({ grant_type: PERSON_GRANT, client_id: CLI_CLIENT, person });
  }

  function askAsSystem(key: string, secret: string): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
    return askForToken({ grant_type: 'client_credentials' }, { authorization });
  }

  async function claimsOf(answer: Response): Promise<Record<string, unknown>> {
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const keys = createRemoteJWKSet(new URL(`${identity.url}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: ISSUER, audience: 'consent-broker' });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: 'k1' });
    return payload;
  }

  beforeAll(async () => {
    identity = await serveIdentity(config());
  });
  afterAll(async () => {
    await identity.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('signs a person in by key, in a token that verifies against its published keys', async () => {
    const answer = await askAsPerson('adeyemi');
    expect(answer.status).toBe(200);
    expect(await claimsOf(answer)).toMatchObject({
      sub: 'adeyemi',
      kind: 'practitioner',
      agency: 'NM-ACUTE',
      roles: ['hub-nurse'],
    });
  });

  it('signs a system in with its own client secret and refuses another', async () => {
    const answer = await askAsSystem('nm-acute', systemSecret(SECRET, 'nm-acute'));
    expect(await claimsOf(answer)).toMatchObject({ sub: 'nm-acute', kind: 'system' });
    expect((await askAsSystem('nm-acute', systemSecret(SECRET, 'harbour'))).status).toBe(401);
  });

  it('does not let a person be named that is not there, nor a system be named as a person', async () => {
    for (const person of ['nobody', 'nm-acute']) {
      const answer = await askAsPerson(person);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
    }
    expect(await (await askForToken({ grant_type: PERSON_GRANT, client_id: CLI_CLIENT })).json()).toMatchObject({
      error: 'invalid_request',
    });
  });

  it('publishes its metadata and is ready', async () => {
    const metadata = (await (await fetch(`${identity.url}/.well-known/openid-configuration`)).json()) as {
      issuer: string;
    };
    expect(metadata.issuer).toBe(ISSUER);
    expect((await fetch(`${identity.url}/readyz`)).status).toBe(200);
  });

  it('refuses to start in production', async () => {
    await expect(serveIdentity(config({ NODE_ENV: 'production' }))).rejects.toThrow(
      /does not start with NODE_ENV=production/,
    );
  });

  it('names the file when a signing key is missing', async () => {
    writeFileSync(join(dir, 'none.json'), '{"keys":[]}');
    await expect(serveIdentity(config({ SIGNING_KEY_FILE: join(dir, 'none.json') }))).rejects.toThrow(
      /SIGNING_KEY_FILE names .*none\.json, which needs a JWK set/,
    );
  });
});
