/** Which lines a resident once read: every question about the rules as a look, dozens for one page that somebody opened. */
export const DECISIONS_AS_LOOKS = `l.kind IN ('disclosure', 'decision', 'directive')`;
