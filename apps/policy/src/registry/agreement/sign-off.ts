/** Whose signature an agreement needs before it may be live (domain 1.9), each by another person. */
export const SIGN_OFF_ROLES = ['caldicott-guardian', 'dpo', 'siro'] as const;
export type SignOffRole = (typeof SIGN_OFF_ROLES)[number];

/** One signature, as it stands on the paper. It holds for the very terms that were signed: their hash. */
export interface SignOff {
  readonly role: SignOffRole;
  readonly name: string;
  readonly signedAt: string;
  readonly hash: string;
}

/** The same person may write their name in another way; case and spacing at least do not make two of one. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
