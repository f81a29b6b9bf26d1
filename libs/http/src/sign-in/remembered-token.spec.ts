import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { KeysFoundOnce, LastingTokens, ProvedByAnyKey } from './faults/forgetful-verifiers.js';
import { IssuerKeys } from './issuer-keys.js';
import { TokenSignatures } from './token-signatures.js';
import { TokenVerifier } from './token-verifier.js';

const ISSUER = 'https://issuer.example.org';
const TRUSTED = {
  issuer: ISSUER,
  audience: 'consent-broker',
  populations: [{ kinds: ['resident' as const], claims: { subject: 'sub' } }],
};
const AN_HOUR_MS = 60 * 60_000;

const newPair = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });

class Counted extends TokenSignatures {
  proofs = 0;

  protected override prove(...of: Parameters<TokenSignatures['prove']>): boolean {
    this.proofs += 1;
    return super.prove(...of);
  }
}

/** An issuer with one key under one id, on clocks that the spec moves. */
class Scene {
  nowMs = 1_700_000_000_000;
  published = newPair();
  signing = this.published.privateKey;

  verifier(
    signatures: TokenSignatures,
    { Keys = IssuerKeys, Verifier = TokenVerifier }: { Keys?: typeof IssuerKeys; Verifier?: typeof TokenVerifier } = {},
  ): TokenVerifier {
    const fetched = (url: string): Promise<Record<string, unknown>> =>
      Promise.resolve(
        url.endsWith('/jwks')
          ? { keys: [{ ...this.published.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig' }] }
          : { issuer: ISSUER, jwks_uri: `${ISSUER}/jwks` },
      );
    const clock = (): number => this.nowMs;
    return new Verifier([TRUSTED], (issuer) => new Keys(issuer, fetched, clock), signatures, clock);
  }

  token(subject = 'margaret', claims: object = {}): string {
    const exp = this.nowMs / 1000 + 600;
    return jsonwebtoken.sign({ iss: ISSUER, sub: subject, aud: 'consent-broker', exp, ...claims }, this.signing, {
      algorithm: 'ES256',
      keyid: 'k',
      noTimestamp: true,
    });
  }
}

let scene: Scene;
let signatures: Counted;
const refusal = { problem: 'unauthenticated' };
beforeEach(() => {
  scene = new Scene();
  signatures = new Counted();
});

describe('a token that was here before', () => {
  it('is read the same, and its signature is proved once', async () => {
    const [verifier, token] = [scene.verifier(signatures), scene.token()];
    const first = await verifier.verify(token);
    for (let i = 0; i < 20; i += 1) expect(await verifier.verify(token)).toEqual(first);
    expect(signatures.proofs).toBe(1);
    await verifier.verify(scene.token('lund'));
    expect(signatures.proofs).toBe(2);
  });

  it('lends nothing to another with the same payload and no signature of the key', async () => {
    const [verifier, token] = [scene.verifier(signatures), scene.token()];
    await verifier.verify(token);
    const forged = `${token.slice(0, token.lastIndexOf('.'))}.${scene.token('lund').split('.')[2]}`;
    for (let i = 0; i < 2; i += 1) await expect(verifier.verify(forged)).rejects.toMatchObject(refusal);
    expect([signatures.proofs, signatures.remembered]).toEqual([3, 1]);
  });

  async function endsInTime(Verifier: typeof TokenVerifier): Promise<void> {
    const [verifier, token] = [scene.verifier(signatures, { Verifier }), scene.token()];
    await verifier.verify(token);
    scene.nowMs += 604_999;
    await verifier.verify(token);
    scene.nowMs += 1;
    await expect(verifier.verify(token)).rejects.toMatchObject(refusal);
  }
  it('ends when it says, five seconds of tolerance included', () => endsInTime(TokenVerifier));
  it('would live on where its validity were remembered', () => expect(endsInTime(LastingTokens)).rejects.toThrow());

  it('is not valid before its time either, though the clock that it was proved by was ahead', async () => {
    const [verifier, token] = [scene.verifier(signatures), scene.token('m', { nbf: scene.nowMs / 1000 + 5 })];
    await verifier.verify(token);
    scene.nowMs -= 1;
    await expect(verifier.verify(token)).rejects.toMatchObject(refusal);
  });

  it.each([
    ['for another audience', { aud: ['another'] }],
    ['of no end', { exp: undefined }],
    ['whose end is no number', { exp: '99999999999' }],
    ['whose beginning is no number', { nbf: '0' }],
    ['for nobody', { sub: '' }],
  ])('is refused each time: %s', async (_what, claims) => {
    const payload = { iss: ISSUER, sub: 'm', aud: 'consent-broker', exp: scene.nowMs / 1000 + 600, ...claims };
    const token = signed(payload, scene.signing);
    const verifier = scene.verifier(signatures);
    for (let i = 0; i < 2; i += 1) await expect(verifier.verify(token)).rejects.toMatchObject(refusal);
    expect(signatures.proofs).toBe(1);
  });
});

describe('the key of a token that was here before', () => {
  async function isAskedFor(Keys: typeof IssuerKeys, held: TokenSignatures): Promise<void> {
    const [verifier, token] = [scene.verifier(held, { Keys }), scene.token('m', { exp: scene.nowMs / 1000 + 9_999 })];
    await verifier.verify(token);
    scene.published = newPair();
    scene.nowMs += AN_HOUR_MS;
    await expect(verifier.verify(token)).rejects.toMatchObject(refusal);
  }
  it('is looked up at each use: another under the same id refuses it', () => isAskedFor(IssuerKeys, signatures));
  it('would go on counting where it were looked up once', () =>
    expect(isAskedFor(KeysFoundOnce, signatures)).rejects.toThrow());
  it('would go on counting where it were not remembered with the token', () =>
    expect(isAskedFor(IssuerKeys, new ProvedByAnyKey())).rejects.toThrow());

  it('that was fetched again proves it anew, once', async () => {
    const [verifier, token] = [scene.verifier(signatures), scene.token('m', { exp: scene.nowMs / 1000 + 9_999 })];
    await verifier.verify(token);
    scene.nowMs += AN_HOUR_MS;
    for (let i = 0; i < 3; i += 1) await verifier.verify(token);
    expect([signatures.proofs, signatures.remembered]).toEqual([2, 1]);
  });
});

describe('what is remembered', () => {
  it('is bounded, and the oldest leave', async () => {
    signatures = new Counted(3);
    const verifier = scene.verifier(signatures);
    const tokens = ['a', 'b', 'c', 'd'].map((subject) => scene.token(subject));
    for (const token of tokens) await verifier.verify(token);
    expect([signatures.proofs, signatures.remembered]).toEqual([4, 3]);
    for (const token of tokens.slice(1)) await verifier.verify(token);
    expect(signatures.proofs).toBe(4);
    await verifier.verify(tokens[0]!);
    expect([signatures.proofs, signatures.remembered]).toEqual([5, 3]);
  });

  it('never holds a token or whom it is for', async () => {
    const token = scene.token('margaret-okafor');
    await scene.verifier(signatures).verify(token);
    const held = Object.values(signatures).flatMap((value: unknown) =>
      value instanceof Map ? [...value.keys()].map(String) : [],
    );
    expect(held).toHaveLength(1);
    for (const part of token.split('.')) expect(held.join()).not.toContain(part);
  });
});

/** A token of statements that no library would write. */
function signed(payload: object, key: KeyObject): string {
  const [head, body] = [{ alg: 'ES256', kid: 'k' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const made = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' });
  return `${head}.${body}.${made.toString('base64url')}`;
}
