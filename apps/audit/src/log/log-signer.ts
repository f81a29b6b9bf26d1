import type { NoteSigner } from '#libs/tlog';

/** Injection token around the log's signer. */
export class LogSigner {
  constructor(readonly signer: NoteSigner) {}
}
