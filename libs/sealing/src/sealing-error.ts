/** `unreadable` covers a wrong key, an erased key, another holder and changed bytes alike: AES-GCM cannot tell them apart. */
export type SealingFault = 'bad-key' | 'bad-key-file' | 'unreadable' | 'too-large' | 'not-json';

/** Says what kind of thing could not be sealed or opened; never repeats content, keys or identifiers. */
export class SealingError extends Error {
  constructor(
    readonly fault: SealingFault,
    message: string,
  ) {
    super(message);
    this.name = 'SealingError';
  }
}
