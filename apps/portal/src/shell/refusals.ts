import type { Fields, SignInKind } from '../session/session.js';

/** Ends a request with one of the shared error pages (texts under `shell.errors`), under its own status. */
export class PageError extends Error {
  override readonly name = 'PageError';

  constructor(
    readonly status: number,
    /** Key below `shell.errors`. */
    readonly key: string,
    readonly places: Readonly<Record<string, string | number>> = {},
  ) {
    super(key);
  }
}

/** Not this page but another: to sign in first, or to where this form led when it was sent before. */
export class Elsewhere extends Error {
  override readonly name = 'Elsewhere';

  constructor(readonly to: string) {
    super('elsewhere');
  }
}

/** Somebody has to sign in before this. */
export const signInFirst = (kind: SignInKind, to: string): Elsewhere =>
  new Elsewhere(`/sign-in/${kind}/again?${new URLSearchParams({ to }).toString()}`);

/** A form of ours, which nothing says that the person sent: they are asked, with everything kept. Nothing has happened. */
export class AskAgain extends Error {
  override readonly name = 'AskAgain';

  constructor(readonly fields: Fields) {
    super('ask again');
  }
}

export const notFound = (): PageError => new PageError(404, 'notFound');
/** Not of their portal. It never says what is there. */
export const notTheirs = (): PageError => new PageError(403, 'notAllowed');
/** It may be in work: said for as long only as that may be so. */
export const stillAtIt = (): PageError => new PageError(409, 'formSentBefore');
/** No page of ours has such a form, or not for this session. */
export const formRefused = (): PageError => new PageError(403, 'formRefused');
