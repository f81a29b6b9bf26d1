import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestIssuer, type TestIssuer } from '#libs/testing';
import { readConfig } from '../config/read-config.js';
import { SignInConfig } from '../config/sign-in-config.js';
import { readKeySet } from './signing-keys.js';
import { TokenVerifier } from './token-verifier.js';
import { trustedIssuers } from './trusted-issuers.js';

let residents: TestIssuer;
let staff: TestIssuer;
let stranger: TestIssuer;
let verifier: TokenVerifier;

beforeAll(async () => {
  [residents, staff, stranger] = await Promise.all([startTestIssuer(), startTestIssuer(), startTestIssuer()]);
  const config = readConfig(SignInConfig, {
    PORT: '0',
    OIDC_ISSUER_RESIDENT: residents.issuer,
    OIDC_ISSUER_STAFF: staff.issuer,
    OIDC_CLAIMS_STAFF: 'subject=oid,agency=org,roles=groups',
  });
  verifier = new TokenVerifier(trustedIssuers(config));
});
afterAll(() => Promise.all([residents.stop(), staff.stop(), stranger.stop()]));

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const headerOf = (token: string): Record<string, string> =>
  JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as Record<string, string>;

describe('a token', () => {
  it('is read through the claim map of its issuer', async () => {
    const { readings } = await verifier.verify(
      staff.token('ignored', { oid: 'brandt', org: 'NM-ASC', groups: ['ot'] }),
    );
    expect(readings).toHaveLength(1);
    expect(readings[0]).toMatchObject({
      claims: { subject: 'brandt', agency: 'NM-ASC', roles: ['ot'] },
      population: { kinds: ['practitioner', 'officer', 'system'] },
    });
    expect((await verifier.verify(residents.token('margaret'))).readings[0]?.population.kinds).toEqual(['resident']);
  });

  const past = Math.floor(Date.now() / 1000) - 60;
  it.each<[string, () => string]>([
    ['expired', () => residents.token('m', { exp: past })],
    ['without an end', () => residents.token('m', { exp: undefined })],
    ['not yet valid', () => residents.token('m', { nbf: past + 600 })],
    ['for another audience', () => residents.token('m', { aud: 'another' })],
    ['without an audience', () => residents.token('m', { aud: undefined })],
    ['of an issuer that is not ours', () => stranger.token('m')],
    ['that claims our issuer with a strange key', () => stranger.token('m', { iss: residents.issuer })],
    ['without a subject', () => staff.token('x')],
    ['whose subject holds a NUL', () => staff.token('x', { oid: 'brandt\0' })],
    ['whose subject is half a character', () => staff.token('x', { oid: 'brandt\ud800' })],
    ['whose subject is too long', () => staff.token('x', { oid: 'b'.repeat(256) })],
    ['whose subject is no text', () => staff.token('x', { oid: { $ne: null } })],
    ['that is no token', () => 'not.a.token'],
    ['that is too long', () => residents.token('m', { pad: 'x'.repeat(9_000) })],
    ['with its signature cut', () => residents.token('m').replace(/\.[^.]*$/, '.')],
    [
      'with its payload changed',
      () => {
        const [header, , signature] = residents.token('m').split('.');
        return `${header}.${part({ iss: residents.issuer, sub: 'lund', aud: 'consent-broker', exp: past + 999 })}.${signature}`;
      },
    ],
    [
      'signed with "none"',
      () =>
        `${part({ alg: 'none' })}.${part({ iss: residents.issuer, sub: 'm', aud: 'consent-broker', exp: past + 999 })}.`,
    ],
    [
      'signed symmetrically under a public key id',
      () => {
        const { kid } = headerOf(residents.token('m'));
        const signed = `${part({ alg: 'HS256', kid })}.${part({ iss: residents.issuer, sub: 'm', aud: 'consent-broker', exp: past + 999 })}`;
        return `${signed}.${createHmac('sha256', kid ?? '')
          .update(signed)
          .digest('base64url')}`;
      },
    ],
    [
      'with critical extensions that nobody reads (RFC 7515 4.1.11)',
      () => {
        const [header, payload, signature] = residents.token('m').split('.');
        return `${part({ ...JSON.parse(Buffer.from(header!, 'base64url').toString()), crit: ['exp'] })}.${payload}.${signature}`;
      },
    ],
  ])('%s is refused', async (_what, token) => {
    await expect(verifier.verify(token())).rejects.toMatchObject({ problem: 'unauthenticated' });
  });
});

describe('a key set', () => {
  const jwk = (options: { bits?: number; extra?: object }): object => ({
    ...generateKeyPairSync('rsa', { modulusLength: options.bits ?? 2048 }).publicKey.export({ format: 'jwk' }),
    kid: 'k',
    ...options.extra,
  });
  it('leaves out keys for encryption, short keys, secrets and unknown kinds', () => {
    const kept = (key: object): number => readKeySet({ keys: [key] }).size;
    expect(kept(jwk({}))).toBe(1);
    expect(kept(jwk({ extra: { use: 'enc' } }))).toBe(0);
    expect(kept(jwk({ bits: 1024 }))).toBe(0);
    expect(kept({ kty: 'oct', k: 'c2VjcmV0', kid: 'k', alg: 'HS256' })).toBe(0);
    expect(kept({ kty: 'EC', crv: 'P-256', x: '!', y: '!', kid: 'k' })).toBe(0);
    expect(readKeySet({ keys: 'none' }).size).toBe(0);
  });
  it('binds a key to its own algorithm', () => {
    expect(readKeySet({ keys: [jwk({ extra: { alg: 'PS256' } })] }).get('k')?.algorithms).toEqual(['PS256']);
  });
});
