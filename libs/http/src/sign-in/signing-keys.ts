import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** The signatures that are read (RFC 8725 3.1: a closed list; none of them symmetric, none of them "none"). */
export const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export interface SigningKey {
  readonly key: KeyObject;
  /** Algorithms that this key may verify: its own `alg`, or those of its type. */
  readonly algorithms: readonly Algorithm[];
}

const BY_CURVE: Readonly<Record<string, Algorithm>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };
const SMALLEST_RSA = 2048;

/** A JWK Set as verification keys by key id. Keys for encryption, of unknown type or too short are left out. */
export function readKeySet(document: Readonly<Record<string, unknown>>): ReadonlyMap<string, SigningKey> {
  const keys = new Map<string, SigningKey>();
  const listed: readonly unknown[] = Array.isArray(document['keys']) ? document['keys'] : [];
  for (const item of listed) {
    if (typeof item !== 'object' || item === null) continue;
    const jwk = item as JsonWebKey;
    const signing = importKey(jwk);
    if (signing) keys.set(typeof jwk['kid'] === 'string' ? jwk['kid'] : '', signing);
  }
  return keys;
}

function importKey(jwk: JsonWebKey): SigningKey | null {
  if (jwk['use'] !== undefined && jwk['use'] !== 'sig') return null;
  const algorithms = algorithmsOf(jwk);
  if (algorithms.length === 0) return null;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_RSA) return null;
    return { key, algorithms };
  } catch {
    return null;
  }
}

function algorithmsOf(jwk: JsonWebKey): readonly Algorithm[] {
  const ofType =
    jwk.kty === 'RSA'
      ? ALGORITHMS.filter((name) => !name.startsWith('ES'))
      : jwk.kty === 'EC'
        ? [BY_CURVE[jwk.crv ?? '']]
        : [];
  const own = jwk['alg'];
  return ofType.filter((name): name is Algorithm => name !== undefined && (own === undefined || own === name));
}
