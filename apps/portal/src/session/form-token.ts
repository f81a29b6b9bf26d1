import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Fields, SessionContent } from './session.js';

/** The hidden field of every form. */
export const FORM_TOKEN = '_form';

const TOKEN = /^([\w-]{22})\.([\w-]{43})$/;

/**
 * What a token is of: a page's own form, or the page that asks whether a form is to be sent again. Nothing but a click on that
 * page of ours sends the latter, so it says more than an `Origin` would.
 */
export type TokenKind = 'form' | 'again';

const sign = (key: string, kind: TokenKind, form: string): string =>
  createHmac('sha256', key)
    .update(kind === 'form' ? form : `${kind} ${form}`)
    .digest('base64url');

/** A token for one showing of one form: nobody else's page can make one, and each is taken once. */
export function newFormToken({ formKey }: Pick<SessionContent, 'formKey'>, kind: TokenKind = 'form'): string {
  const form = randomBytes(16).toString('base64url');
  return `${form}.${sign(formKey, kind, form)}`;
}

/** The form's own id, or undefined when this session never gave out such a token. */
export function formOf(
  { formKey }: Pick<SessionContent, 'formKey'>,
  token: unknown,
  kind: TokenKind = 'form',
): string | undefined {
  const [, form, mac] = typeof token === 'string' ? (TOKEN.exec(token) ?? []) : [];
  if (form === undefined || mac === undefined) return undefined;
  // As text: the last letter of one signature could be spelt in four ways.
  return timingSafeEqual(Buffer.from(sign(formKey, kind, form)), Buffer.from(mac)) ? form : undefined;
}

/** What a form says, without its token. */
export function saidIn({ [FORM_TOKEN]: _token, ...said }: Fields): Fields {
  return said;
}

/**
 * What was sent by a form: where to, and what it said. All forms of a page carry one token, and one of them says nothing about the
 * others: who signs out while another is in work signs out, and a no is not the yes that was sent before it.
 */
export function sentBy(form: string, address: string, fields: Fields): string {
  const said = Object.entries(saidIn(fields)).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([form, address, said]))
    .digest('base64url');
}
