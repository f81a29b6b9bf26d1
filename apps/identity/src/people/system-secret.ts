import { createHmac } from 'node:crypto';

/** The client secret of one agency system, derived from the stack's own secret so that no list of them is kept. */
export function systemSecret(secret: string, key: string): string {
  return createHmac('sha256', secret).update(`system-client:${key}`).digest('base64url');
}
