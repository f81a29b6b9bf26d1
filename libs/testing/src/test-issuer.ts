import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jsonwebtoken from 'jsonwebtoken';

/** An OpenID issuer small enough for one spec: discovery, keys, and tokens for whoever the spec needs. */
export interface TestIssuer {
  readonly issuer: string;
  /** A token for this subject; `claims` override the standing ones, `undefined` leaves one out (`exp` in seconds since 1970). */
  token(subject: string, claims?: Readonly<Record<string, unknown>>): string;
  /** Signs with a new key from now on; the old one is no longer published. */
  rotate(): void;
  /** How often the keys were fetched. */
  fetched(): number;
  /** Answers every request with this status until called with 200. */
  answer(status: number): void;
  stop(): Promise<void>;
}

export async function startTestIssuer(audience = 'consent-broker'): Promise<TestIssuer> {
  let current = newKey();
  let status = 200;
  let fetched = 0;
  const server = createServer((request, response) => {
    const keys = request.url === '/jwks';
    if (keys) fetched += 1;
    const body = keys ? { keys: [current.jwk] } : { issuer, jwks_uri: `${issuer}/jwks` };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    token: (subject, claims = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: issuer, sub: subject, aud: audience, iat: now, exp: now + 600, ...claims };
      const stated = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
      return jsonwebtoken.sign(stated, current.key, { algorithm: 'ES256', keyid: current.kid, noTimestamp: true });
    },
    rotate: () => {
      current = newKey();
    },
    fetched: () => fetched,
    answer: (next) => {
      status = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function newKey(): { kid: string; key: KeyObject; jwk: object } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomUUID();
  return { kid, key: privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' } };
}
