import type { Obligations } from '#libs/domain';
import type { Json } from '#libs/tlog';

/** Stands where a field was left out, so that nobody takes its absence for "none known" (v3-ActCode REDACT). */
export const REDACTED = '[redacted]';

/** Stands before what a masked text still shows; always as long, so that it says nothing of the length (v3-ActCode MASK). */
export const MASKED = '[masked]';

const SHOWN = 3;

/** What of a content must not leave as it is. */
export type Hidden = Pick<Obligations, 'redact' | 'mask'>;

/**
 * A copy of the content without the fields named in `redact`, and with only the last three characters of those in `mask`.
 * A name is a dotted path; a path that meets a list goes into each of its items, whatever index it names. A path that
 * leads nowhere changes nothing. Never adds a field that was not there.
 */
export function minimise(content: Json, { redact, mask }: Hidden): Json {
  const masked = mask.reduce((body, path) => change(body, stepsOf(path), hideMost), content);
  return redact.reduce((body, path) => change(body, stepsOf(path), () => REDACTED), masked);
}

function stepsOf(path: string): string[] {
  return path.replace(/\[[^\]]*\]/g, '').split('.');
}

function change(value: Json, [head, ...rest]: string[], hide: (value: Json) => Json): Json {
  if (Array.isArray(value))
    return (value as Json[]).map((item) => change(item, head === undefined ? [] : [head, ...rest], hide));
  if (head === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, head)) return value;
  const inside = (value as { [key: string]: Json })[head]!;
  return { ...value, [head]: rest.length === 0 ? hide(inside) : change(inside, rest, hide) };
}

/** A text too short to hide anything of, and whatever is no text, is hidden whole. */
function hideMost(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(hideMost);
  if (typeof value !== 'string') return REDACTED;
  const characters = [...value];
  return MASKED + (characters.length > SHOWN ? characters.slice(-SHOWN).join('') : '');
}
