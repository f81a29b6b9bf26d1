/** The versions that a change may be based on, as If-Match names them (RFC 9110 13.1.1): these, or any that there is. */
export class BasedOn {
  constructor(private readonly versions: readonly number[] | 'any') {}

  /** Whether the present version is one of them. */
  isMetBy(present: number): boolean {
    return this.versions === 'any' || this.versions.includes(present);
  }

  /** For a change that can only narrow: whether the present version is one of them, or came after one. */
  isMetSince(present: number): boolean {
    return this.versions === 'any' || this.versions.some((version) => version <= present);
  }
}
