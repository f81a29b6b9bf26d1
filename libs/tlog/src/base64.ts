import { TlogError } from './tlog-error.js';

/** RFC 4648 section 4, strict: Node's decoder skips what it does not know, so two spellings of one hash would pass. */
export function decodeBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new TlogError('malformed', `${what} is not standard base64`);
  return bytes;
}
