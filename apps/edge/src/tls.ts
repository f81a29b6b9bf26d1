import { readFileSync } from 'node:fs';
import type { EdgeConfig } from './config.js';

/** The certificate and its key, where both are given; half a pair is a mistake that must not end in plain HTTP. */
export function tlsFiles(config: EdgeConfig): { cert: Buffer; key: Buffer } | undefined {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = config;
  if (!cert && !key) return undefined;
  if (!cert || !key) throw new Error('TLS_CERT_FILE and TLS_KEY_FILE go together: one of them is missing');
  return { cert: readFileSync(cert), key: readFileSync(key) };
}
