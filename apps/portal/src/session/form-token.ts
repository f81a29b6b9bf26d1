import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionContent } from './session.js';

const TOKEN = /^([\w-]{22})\.([\w-]{43})$/;

const sign = (key: string, form: string): string => createHmac('sha256', key).update(form).digest('base64url');

/** A token for one showing of one form: nobody else's page can make one, and each is taken once. */
export function newFormToken({ formKey }: SessionContent): string {
  const form = randomBytes(16).toString('base64url');
  return `${form}.${sign(formKey, form)}`;
}

/** The form's own id, or undefined when this session never gave out such a token. */
export function formOf({ formKey }: SessionContent, token: unknown): string | undefined {
  const [, form, mac] = typeof token === 'string' ? (TOKEN.exec(token) ?? []) : [];
  if (form === undefined || mac === undefined) return undefined;
  // As text: the last letter of one signature could be spelt in four ways.
  return timingSafeEqual(Buffer.from(sign(formKey, form)), Buffer.from(mac)) ? form : undefined;
}
