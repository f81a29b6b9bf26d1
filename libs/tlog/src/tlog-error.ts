/** What can be wrong with a log artefact; `reason` is stable, the message says what was wrong where. */
export type TlogFault = 'malformed' | 'out-of-range' | 'bad-signature' | 'bad-proof' | 'missing-tile';

export class TlogError extends Error {
  constructor(
    readonly reason: TlogFault,
    message: string,
  ) {
    super(message);
    this.name = 'TlogError';
  }
}
