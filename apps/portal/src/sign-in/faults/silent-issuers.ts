import type { PendingSignIn, SignInKind } from '../../session/session.js';
import { Issuers } from '../../session/issuers.js';

/** The fault: a sign-in asks the issuer for nothing, so whoever holds the browser is let in as whoever used it before. */
export class UnaskingIssuers extends Issuers {
  override async begin(kind: SignInKind, to: string): Promise<{ url: URL; pending: PendingSignIn }> {
    const { url, pending } = await super.begin(kind, to);
    for (const name of ['prompt', 'max_age']) url.searchParams.delete(name);
    return { url, pending: { ...pending, begunAt: 0 } };
  }
}

/** The fault: what the issuer was asked for is not checked, so an issuer that does not do it is believed. */
export class BelievingIssuers extends Issuers {
  override async begin(kind: SignInKind, to: string): Promise<{ url: URL; pending: PendingSignIn }> {
    const { url, pending } = await super.begin(kind, to);
    return { url, pending: { ...pending, begunAt: 0 } };
  }
}
