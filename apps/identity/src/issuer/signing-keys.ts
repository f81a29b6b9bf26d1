import { readSettingJson, settingFault } from '#libs/sealing';
import type { JWK, JWKS } from 'oidc-provider';

const SETTING = 'SIGNING_KEY_FILE';

/** Reads the issuer's private keys: a JWK set with one ES256 key at least. Errors name the file, never its content. */
export function readSigningKeys(path: string): JWKS {
  const { keys } = readSettingJson(SETTING, path) as { keys?: JWK[] };
  const signs = keys?.some((key) => key.kty === 'EC' && 'crv' in key && key.crv === 'P-256' && 'd' in key);
  if (!keys || !signs) throw settingFault(SETTING, path, 'needs a JWK set with a private P-256 key');
  return { keys };
}
