import { reachCovers, type replacedByConsent } from '../directive-reach.js';

/** The fault: a consent replaces whatever was said within it, however soon it ends. */
export const replacedAtOnce: typeof replacedByConsent = (consent, current) =>
  current.filter((said) => reachCovers(consent, said));
