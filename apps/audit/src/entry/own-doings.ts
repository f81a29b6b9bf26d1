/**
 * The kinds of line `l` by which a practitioner reads what they did. Not decisions: anybody of their agency may ask the
 * decision point about them, and a line does not say who did, so it could tell them that somebody is looking into them.
 */
export const OWN_DOINGS = `l.kind IN ('disclosure', 'directive', 'search')`;
