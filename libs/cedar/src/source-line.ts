import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';

/** The line of an error's first location; Cedar counts bytes of UTF-8 from the start of the text that it was given. */
export function lineOfError(error: DetailedError, text: string, firstLine = 1): number {
  const offset = error.sourceLocations?.[0]?.start ?? 0;
  return firstLine + Buffer.from(text).subarray(0, offset).toString('latin1').split('\n').length - 1;
}

export function messageOf(error: DetailedError): string {
  const label = error.sourceLocations?.[0]?.label;
  return [error.message, label, error.help].filter((part) => part).join('; ');
}
