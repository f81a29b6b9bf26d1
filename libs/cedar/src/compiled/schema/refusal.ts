/** A request that does not fit the schema: answered with a deny and an error of no rule. */
export class RequestRefusal extends Error {
  override readonly name = 'RequestRefusal';
}

/** Text that can be written as UTF-8; half a surrogate pair cannot, and the official engine fails on it. */
export const isWritable = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();

export function takeText(given: unknown): string {
  if (typeof given === 'string' && isWritable(given)) return given;
  throw new RequestRefusal('expected a text');
}
