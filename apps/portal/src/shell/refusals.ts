import type { SignInKind } from '../session/session.js';

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

/** Somebody has to sign in before this: where, and where they were going. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';

  constructor(
    readonly kind: SignInKind,
    readonly to: string,
    /** The session in which a form was parked, when it is not the browser's own. */
    readonly cookie?: string,
  ) {
    super('sign in first');
  }
}

export const notFound = (): PageError => new PageError(404, 'notFound');
/** Not of their portal. It never says what is there. */
export const notTheirs = (): PageError => new PageError(403, 'notAllowed');
/** No page of ours has such a form, or not for this session. */
export const formRefused = (): PageError => new PageError(403, 'formRefused');
