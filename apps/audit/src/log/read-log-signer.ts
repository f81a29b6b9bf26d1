import { readSettingFile } from '#libs/sealing';
import { parseSigner, type NoteSigner } from '#libs/tlog';

/**
 * The log's signing key from LOG_KEY_FILE (`PRIVATE+KEY+name+hash+base64`, kept outside the database and its dumps). Its
 * name must be LOG_ORIGIN, the identity by which everybody checks the log. Throws without ever repeating the key.
 */
export function readLogSigner(path: string, origin: string): NoteSigner {
  const signer = parseSigner(readSettingFile('LOG_KEY_FILE', path).trim());
  if (signer.name !== origin) throw new Error(`the key in ${path} is of ${signer.name}, but LOG_ORIGIN is ${origin}`);
  return signer;
}
