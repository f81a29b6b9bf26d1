import { readFileSync } from 'node:fs';
import type { JWK, JWKS } from 'oidc-provider';

/** Reads the issuer's private keys: a JWK set with one ES256 key at least. Errors name the file, never its content. */
export function readSigningKeys(path: string): JWKS {
  const { keys } = JSON.parse(readFileSync(path, 'utf8')) as { keys?: JWK[] };
  const signs = keys?.some((key) => key.kty === 'EC' && 'crv' in key && key.crv === 'P-256' && 'd' in key);
  if (!keys || !signs) throw new Error(`${path}: needs a JWK set with a private P-256 key`);
  return { keys };
}
