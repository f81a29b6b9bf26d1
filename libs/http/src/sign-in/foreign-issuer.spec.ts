import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Provider from 'oidc-provider';
import { createLog } from '#libs/telemetry';
import { readConfig } from '../config/read-config.js';
import { SignInConfig } from '../config/sign-in-config.js';
import { bootstrapApp, type RunningApp } from '../host/bootstrap-app.js';
import { SampleController, sampleModule } from '../testing/sample-app.js';

/** A real OpenID provider that is not ours: other claim names, JWT access tokens for our audience (RFC 9068). */
let server: Server;
let issuer: string;
let running: RunningApp;

const RESOURCE = 'urn:northmere:broker';

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (id: string): object => ({
    client_id: id,
    client_secret: `${id}-secret-of-the-spec`,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  });
  const provider = new Provider(issuer, {
    clients: [client('worker-17'), client('worker-99')] as never,
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: 'broker',
          audience: 'consent-broker',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
        }),
      },
    },
    extraTokenClaims: (_ctx, token) =>
      'clientId' in token && token.clientId === 'worker-17'
        ? { employee: 'brandt', org_code: 'NM-ASC', job_roles: ['ot', 'made-up-role'], acr: 'aal2' }
        : { employee: 'brandt', org_code: 'HARBOUR', job_roles: ['ot'], acr: 'aal2' },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  running = await bootstrapApp(sampleModule(SampleController), {
    name: 'sample',
    title: 'Sample',
    description: 'For specs',
    log: createLog({ app: 'sample', level: 'silent' }),
    config: readConfig(SignInConfig, {
      NODE_ENV: 'production',
      PORT: '0',
      DRAIN_MS: '0',
      OIDC_ISSUER_RESIDENT: 'https://residents.example',
      OIDC_ISSUER_STAFF: issuer,
      OIDC_CLAIMS_STAFF: 'subject=employee,agency=org_code,roles=job_roles,assurance=acr',
      OIDC_ASSURANCE_STAFF: 'aal2,aal3',
    }),
  });
});
afterAll(async () => {
  await running.stop();
  server.closeAllConnections();
  server.close();
});

async function tokenOf(client: string): Promise<string> {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${client}-secret-of-the-spec`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: RESOURCE }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
const me = async (token: string): Promise<Response> =>
  fetch(`${running.url}/v1/samples/me`, { headers: { authorization: `Bearer ${token}` } });

describe('a foreign issuer in production mode', () => {
  it('signs staff in through its own claim names; roles of a token only narrow', async () => {
    const answer = await me(await tokenOf('worker-17'));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ id: 'p-2', kind: 'practitioner', agency: 'NM-ASC', roles: ['ot'] });
  });

  it('cannot move a practitioner to another agency', async () => {
    const answer = await me(await tokenOf('worker-99'));
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'other-agency']);
  });

  it('cannot change a token after signing', async () => {
    const [header, , signature] = (await tokenOf('worker-17')).split('.');
    const payload = Buffer.from(
      JSON.stringify({ iss: issuer, aud: 'consent-broker', exp: 9e9, employee: 'marsh' }),
    ).toString('base64url');
    expect((await me(`${header}.${payload}.${signature}`)).status).toBe(401);
  });

  it('that cannot be reached is 503, never a way in', async () => {
    const payload = Buffer.from(JSON.stringify({ iss: 'https://residents.example', sub: 'margaret' })).toString(
      'base64url',
    );
    const answer = await me(`${Buffer.from('{"alg":"RS256","kid":"k"}').toString('base64url')}.${payload}.c2ln`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});
