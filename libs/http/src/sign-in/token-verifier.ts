import type { KeyObject } from 'node:crypto';
import jsonwebtoken, { type JwtHeader, type JwtPayload } from 'jsonwebtoken';
import { ProblemError } from '../problem/problem-error.js';
import { type Claims, readClaims } from './claim-map.js';
import { IssuerKeys } from './issuer-keys.js';
import { ALGORITHMS, type Algorithm } from './signing-keys.js';
import type { Population, TrustedIssuer } from './trusted-issuers.js';

const LONGEST = 8_192;
const CLOCK_TOLERANCE_S = 5;

/** A verified token, read once for each population that its issuer signs in. */
export interface VerifiedToken {
  readonly readings: readonly { readonly population: Population; readonly claims: Claims }[];
}

interface Decoded {
  readonly header: JwtHeader & { readonly crit?: unknown };
  readonly payload: JwtPayload;
}

/**
 * Verifies a bearer token (JWT, RFC 7519, after RFC 8725): known issuer, a key of that issuer, an algorithm of the closed
 * list that fits the key, our audience, not expired. Throws `unauthenticated`, or UnavailableError while keys cannot be had.
 */
export class TokenVerifier {
  private readonly issuers: ReadonlyMap<string, { readonly trusted: TrustedIssuer; readonly keys: IssuerKeys }>;

  constructor(
    issuers: readonly TrustedIssuer[],
    keysOf: (issuer: string) => IssuerKeys = (issuer) => new IssuerKeys(issuer),
  ) {
    this.issuers = new Map(issuers.map((trusted) => [trusted.issuer, { trusted, keys: keysOf(trusted.issuer) }]));
  }

  async verify(token: string): Promise<VerifiedToken> {
    const { header, payload } = decode(token);
    const known = this.issuers.get(payload.iss ?? '');
    if (!known) throw refused('the issuer is not one of ours');
    if (!isAlgorithm(header.alg) || header.crit !== undefined)
      throw refused('the signature is of a kind that is not read here');
    const signing = await known.keys.find(header.kid);
    if (!signing?.algorithms.includes(header.alg)) throw refused('the signing key is not one of the issuer');
    const verified = check(token, signing.key, header.alg, known.trusted);
    const readings = known.trusted.populations.flatMap((population) => {
      const claims = readClaims(known.trusted.issuer, verified, population.claims);
      return claims === null ? [] : [{ population, claims }];
    });
    if (readings.length === 0) throw refused('the token does not say who it is for');
    return { readings };
  }
}

function decode(token: string): Decoded {
  const decoded = token.length > LONGEST ? null : jsonwebtoken.decode(token, { complete: true });
  if (decoded === null || typeof decoded.payload === 'string') throw refused('this is not a token');
  return decoded as Decoded;
}

function check(token: string, key: KeyObject, algorithm: Algorithm, trusted: TrustedIssuer): JwtPayload {
  try {
    const payload = jsonwebtoken.verify(token, key, {
      algorithms: [algorithm],
      issuer: trusted.issuer,
      audience: trusted.audience,
      clockTolerance: CLOCK_TOLERANCE_S,
    }) as JwtPayload;
    if (typeof payload.exp !== 'number') throw refused('the token never ends');
    return payload;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (error instanceof jsonwebtoken.TokenExpiredError) throw refused('the token has expired');
    throw refused('the signature, audience or validity does not hold');
  }
}

function isAlgorithm(name: string): name is Algorithm {
  return (ALGORITHMS as readonly string[]).includes(name);
}

/** RFC 6750 3: the challenge says what is wrong with the token, not who it was for. */
export function refused(detail: string): ProblemError {
  return new ProblemError('unauthenticated', {
    detail,
    headers: { 'www-authenticate': `Bearer error="invalid_token"` },
  });
}
