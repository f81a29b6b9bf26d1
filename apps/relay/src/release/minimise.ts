import { type Category, shapeOf } from '#libs/domain';
import { type Body, type BodyObject, isGroup, parseBody, writeBody } from '../body/body.js';
import { mayNameKeySafe, withoutKeySafeCodes } from './always-hidden.js';
import { declaredPart } from './declared-part.js';
import { findLeak } from './find-leak.js';
import { type Hidden, hiddenFields, hidesNothing } from './hidden.js';
import { REDACTED } from './mask-value.js';

/**
 * What of a stored body may leave, as JSON text; null where none of it may, and the record then looks like an absent one.
 * Where nothing is hidden, all of it leaves with the digits and in the order that were sent, but for the codes of key safes.
 */
export function minimise(text: string, category: Category, hidden: Hidden): string | null {
  if (!hidesNothing(hidden)) {
    const left = hide(parseBody(text), category, hidden);
    return left === null ? null : writeBody(left);
  }
  return mayNameKeySafe(text) ? writeBody(withoutKeySafeCodes(parseBody(text))) : text;
}

/**
 * Where anything is hidden, only what the category's schema declares passes, and free text never does: it can say the hidden
 * in other words. Null for a body that fits no shape, of which nothing that tells anything would be left, or in which the
 * hidden stands elsewhere. The marks of redaction stand whether there was something behind them or not.
 */
export function hide(body: Body, category: Category, hidden: Hidden): Body | null {
  const shape = shapeOf(category, body);
  if (!shape || !isGroup(body)) return null;
  const hiding = hiddenFields(hidden);
  const part = declaredPart(body, shape, hiding);
  if (!part.tells || findLeak(part, hiding.place)) return null;
  const own = shape.resource === null ? '' : `${shape.resource.toLowerCase()}.`;
  return hidden.redact.reduce<BodyObject>((left, path) => {
    const within = path.toLowerCase().startsWith(own) ? path.slice(own.length) : path;
    return marked(left, within.replace(/\[[^\]]*\]/g, '').split('.'));
  }, part.body);
}

/** Puts the mark at a path, unless something that may pass stands in its way. */
function marked(body: BodyObject, [head, ...rest]: readonly string[]): BodyObject {
  if (!head || head === '__proto__') return body;
  const inside = Object.hasOwn(body, head) ? body[head]! : undefined;
  if (rest.length === 0) return inside === undefined ? { ...body, [head]: REDACTED } : body;
  if (inside !== undefined && !isGroup(inside)) return body;
  return { ...body, [head]: marked(inside ?? {}, rest) };
}
