import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import jsonwebtoken from 'jsonwebtoken';
import type { TestIssuer } from '#libs/testing';
import { CANARY } from '../canaries.js';

/** The issuer that the portal signs people in at: OpenID Connect's code flow, with access tokens that the APIs take. */
export interface CodeIssuer {
  readonly issuer: string;
  /** What its own page would do with whoever says that they are `sub`: where the browser goes from `asked`. */
  answer(asked: URL, sub: string): string;
  stop(): void;
}

/** Somebody whom the issuer has given a code for, and then refuses in words that name them. */
export const REFUSED = 'refused';

export async function startCodeIssuer(tokens: TestIssuer): Promise<CodeIssuer> {
  // Its own: what it says of a sign-in is for the portal alone, which has it straight from here.
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = createServer((request, response) => {
    void answerTo(request).then(([status, body]) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answerTo(request: IncomingMessage): Promise<[number, object]> {
    if (request.url !== '/token') {
      const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` };
      return [200, { issuer, ...endpoints, id_token_signing_alg_values_supported: ['ES256'] }];
    }
    const [sub, nonce] = (await fieldsOf(request)).get('code')!.split('.') as [string, string];
    const words = Object.values(CANARY).join(', ');
    if (sub === REFUSED) return [400, { error: 'invalid_grant', error_description: words, error_uri: words }];
    const says = { issuer, subject: sub, audience: 'portal', expiresIn: 600, algorithm: 'ES256' } as const;
    const asked = { nonce, auth_time: Math.floor(Date.now() / 1000) };
    const id = jsonwebtoken.sign(asked, privateKey, says);
    return [200, { access_token: tokens.token(sub), token_type: 'bearer', expires_in: 600, id_token: id }];
  }

  return {
    issuer,
    answer: ({ searchParams }, sub) => {
      const code = `${sub}.${searchParams.get('nonce')!}`;
      const state = searchParams.get('state')!;
      return `${searchParams.get('redirect_uri')!}?${new URLSearchParams({ code, state }).toString()}`;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function fieldsOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
