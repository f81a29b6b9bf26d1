import { readFileSync } from 'node:fs';
import { parseSigner, type NoteSigner } from '#libs/tlog';

/**
 * The log's signing key from LOG_KEY_FILE (`PRIVATE+KEY+name+hash+base64`, kept outside the database and its dumps). Its
 * name must be LOG_ORIGIN, the identity by which everybody checks the log. Throws without ever repeating the key.
 */
export function readLogSigner(path: string, origin: string): NoteSigner {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch {
    throw new Error(`the log's key file ${path} cannot be read`);
  }
  const signer = parseSigner(text);
  if (signer.name !== origin) throw new Error(`the key in ${path} is of ${signer.name}, but LOG_ORIGIN is ${origin}`);
  return signer;
}
