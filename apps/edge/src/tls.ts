import { readSettingFile } from '#libs/sealing';
import type { EdgeConfig } from './config.js';

/** The certificate and its key, where both are given; half a pair is a mistake that must not end in plain HTTP. */
export function tlsFiles(config: EdgeConfig): { cert: Buffer; key: Buffer } | undefined {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = config;
  if (!cert && !key) return undefined;
  if (!cert || !key) throw new Error('TLS_CERT_FILE and TLS_KEY_FILE go together: one of them is missing');
  const read = (setting: string, path: string): Buffer => Buffer.from(readSettingFile(setting, path));
  return { cert: read('TLS_CERT_FILE', cert), key: read('TLS_KEY_FILE', key) };
}
