import { nameOf } from '#libs/domain';
import { isGroup, isList, type Body } from '../body/body.js';
import { REDACTED } from './mask-value.js';

/** Whether a body's text could name a key safe at all; most do not, and leave as they came. */
export const mayNameKeySafe = (text: string): boolean => /key[^a-z0-9]{0,4}safe/i.test(text);

const SAFE = /^keysafes?$/;
const CODE = /^(?:code|number|no|pin|combination)/;
const OWN_CODE = /^keysafe(?:s|access|entry)?(?:code|number|no|pin|combination)/;

/** The code of a key safe opens a home: it never leaves, to nobody and under no agreement. */
export function withoutKeySafeCodes(body: Body): Body {
  if (isList(body)) return body.map(withoutKeySafeCodes);
  if (!isGroup(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const spelt = nameOf(name);
      if (OWN_CODE.test(spelt)) return [name, REDACTED];
      return [name, withoutKeySafeCodes(SAFE.test(spelt) ? withoutCode(value) : value)];
    }),
  );
}

function withoutCode(safe: Body): Body {
  if (isList(safe)) return safe.map(withoutCode);
  if (!isGroup(safe)) return typeof safe === 'string' && !/[0-9]/.test(safe) ? safe : REDACTED;
  return Object.fromEntries(
    Object.entries(safe).map(([name, value]) => [name, CODE.test(nameOf(name)) ? REDACTED : value]),
  );
}
