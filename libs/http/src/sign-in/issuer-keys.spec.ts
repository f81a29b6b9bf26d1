import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestIssuer, type TestIssuer } from '#libs/testing';
import { UnavailableError } from '../problem/problem-error.js';
import { fetchJson } from './fetch-json.js';
import { IssuerKeys } from './issuer-keys.js';

let issuer: TestIssuer;
let now = 0;
let keys: IssuerKeys;
const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;
const currentKid = (): string => kidOf(issuer.token('x'));

beforeEach(async () => {
  now = 0;
  issuer = await startTestIssuer();
  keys = new IssuerKeys(issuer.issuer, fetchJson, () => now);
});
afterEach(() => issuer.stop());

describe('keys of an issuer', () => {
  it('are found by discovery, once for many at a time', async () => {
    const found = await Promise.all(Array.from({ length: 8 }, () => keys.find(currentKid())));
    expect(found.every((key) => key?.algorithms.includes('ES256'))).toBe(true);
    expect(issuer.fetched()).toBe(1);
  });

  it('are fetched again for an unknown key id, but forged ids cannot drive us', async () => {
    await keys.find(currentKid());
    issuer.rotate();
    expect(await keys.find(currentKid())).toBeUndefined();
    now += 1_001;
    expect(await keys.find(currentKid())).toBeDefined();
    for (let i = 0; i < 50; i += 1) expect(await keys.find(`forged-${i}`)).toBeUndefined();
    expect(issuer.fetched()).toBe(2);
  });

  it('a withdrawn key stops counting once the set was fetched anew', async () => {
    const old = currentKid();
    await keys.find(old);
    issuer.rotate();
    now += 1_001;
    await keys.find(currentKid());
    now += 1_001;
    expect(await keys.find(old)).toBeUndefined();
  });

  it('say "unavailable" while the issuer is down, with growing pauses, and recover', async () => {
    issuer.answer(500);
    await expect(keys.find('any')).rejects.toBeInstanceOf(UnavailableError);
    await expect(keys.find('any')).rejects.toMatchObject({ retryAfterSeconds: 2 });
    now += 2_001;
    await expect(keys.find('any')).rejects.toBeInstanceOf(UnavailableError);
    await expect(keys.find('any')).rejects.toMatchObject({ retryAfterSeconds: 4 });
    issuer.answer(200);
    await expect(keys.find('any')).rejects.toBeInstanceOf(UnavailableError);
    now += 4_001;
    expect(await keys.find(currentKid())).toBeDefined();
  });

  it('known keys outlive an outage for an hour, not longer', async () => {
    const kid = currentKid();
    await keys.find(kid);
    issuer.answer(500);
    now += 59 * 60_000;
    expect(await keys.find(kid)).toBeDefined();
    now += 2 * 60_000;
    await expect(keys.find(kid)).rejects.toBeInstanceOf(UnavailableError);
  });

  it('an unknown key id during an outage is "unavailable", never "no"', async () => {
    await keys.find(currentKid());
    issuer.answer(500);
    now += 1_001;
    await expect(keys.find('new')).rejects.toBeInstanceOf(UnavailableError);
    await expect(keys.find('new')).rejects.toBeInstanceOf(UnavailableError);
  });

  it('are not taken from a document that names another issuer, or over an unsafe address', async () => {
    const from = (document: Record<string, unknown>): Promise<unknown> =>
      new IssuerKeys(
        'https://issuer.example',
        () => Promise.resolve(document),
        () => 0,
      ).find('k');
    await expect(
      from({ issuer: 'https://other.example', jwks_uri: 'https://issuer.example/k' }),
    ).rejects.toBeInstanceOf(UnavailableError);
    await expect(
      from({ issuer: 'https://issuer.example', jwks_uri: 'http://issuer.example/k' }),
    ).rejects.toBeInstanceOf(UnavailableError);
  });
});
