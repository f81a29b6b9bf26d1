import jsonwebtoken, { type JwtHeader } from 'jsonwebtoken';
import { ProblemError } from '../problem/problem-error.js';
import { type Claims, readClaims } from './claim-map.js';
import { IssuerKeys } from './issuer-keys.js';
import { ALGORITHMS, type Algorithm } from './signing-keys.js';
import { TokenSignatures } from './token-signatures.js';
import type { Population, TrustedIssuer } from './trusted-issuers.js';

const LONGEST = 8_192;
const CLOCK_TOLERANCE_S = 5;
const DOES_NOT_HOLD = 'the signature, audience or validity does not hold';

/** A verified token, read once for each population that its issuer signs in. */
export interface VerifiedToken {
  readonly readings: readonly { readonly population: Population; readonly claims: Claims }[];
}

/** Signed, but not checked: an issuer may write anything. */
type Stated = Readonly<Record<string, unknown>>;

interface Decoded {
  readonly header: JwtHeader & { readonly crit?: unknown };
  readonly payload: Stated;
}

/**
 * Verifies a bearer token (JWT, RFC 7519, after RFC 8725): known issuer, a key of that issuer, an algorithm of the closed
 * list that fits the key, our audience, not expired. Throws `unauthenticated`, or UnavailableError while keys cannot be had.
 * Of a token that was here before only the signature's arithmetic is skipped: its key is looked up at each use, which also
 * refreshes the issuer's keys, and what it says is checked at each use.
 */
export class TokenVerifier {
  private readonly issuers: ReadonlyMap<string, { readonly trusted: TrustedIssuer; readonly keys: IssuerKeys }>;

  /** `clock` in ms since 1970. */
  constructor(
    issuers: readonly TrustedIssuer[],
    keysOf: (issuer: string) => IssuerKeys = (issuer) => new IssuerKeys(issuer),
    private readonly signatures = new TokenSignatures(),
    private readonly clock: () => number = Date.now,
  ) {
    this.issuers = new Map(issuers.map((trusted) => [trusted.issuer, { trusted, keys: keysOf(trusted.issuer) }]));
  }

  async verify(token: string): Promise<VerifiedToken> {
    const { header, payload } = decode(token);
    const known = typeof payload['iss'] === 'string' ? this.issuers.get(payload['iss']) : undefined;
    if (!known) throw refused('the issuer is not one of ours');
    if (!isAlgorithm(header.alg) || header.crit !== undefined)
      throw refused('the signature is of a kind that is not read here');
    const signing = await known.keys.find(header.kid);
    if (!signing?.algorithms.includes(header.alg)) throw refused('the signing key is not one of the issuer');
    if (!this.signatures.holds(token, signing.key, header.alg)) throw refused(DOES_NOT_HOLD);
    this.requireValid(payload, known.trusted);
    const readings = known.trusted.populations.flatMap((population) => {
      const claims = readClaims(known.trusted.issuer, payload, population.claims);
      return claims === null ? [] : [{ population, claims }];
    });
    if (readings.length === 0) throw refused('the token does not say who it is for');
    return { readings };
  }

  /** RFC 7519 4.1: `aud`, `nbf` and `exp`, which may each be in a form of no meaning; `iss` named the issuer whose key it is. */
  protected requireValid({ aud, nbf, exp }: Stated, { audience }: TrustedIssuer): void {
    const now = Math.floor(this.clock() / 1000);
    if (!(Array.isArray(aud) ? aud : [aud]).includes(audience)) throw refused(DOES_NOT_HOLD);
    if (nbf !== undefined && !(isNumber(nbf) && nbf <= now + CLOCK_TOLERANCE_S)) throw refused(DOES_NOT_HOLD);
    if (!isNumber(exp)) throw refused('the token never ends');
    if (now >= exp + CLOCK_TOLERANCE_S) throw refused('the token has expired');
  }
}

function decode(token: string): Decoded {
  const decoded = token.length > LONGEST ? null : jsonwebtoken.decode(token, { complete: true });
  if (decoded === null || typeof decoded.payload === 'string') throw refused('this is not a token');
  return decoded as Decoded;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

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
