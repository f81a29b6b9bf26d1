import { plainText } from './plain-text.js';

/** An agency's own number for a person: visible ASCII, no spaces at the ends; null when it is none. Its case counts. */
export function readLocalId(text: string): string | null {
  if (text.length > 200) return null;
  const id = plainText(text);
  return /^[!-~]{1,64}$/.test(id) ? id : null;
}
