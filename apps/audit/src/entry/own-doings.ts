/**
 * The kinds of line `l` that tell what somebody did about a resident, to them and to whoever did it: the two logs are one.
 * Not decisions: a question about the rules shows nobody anything, one page asks dozens, and anybody of an agency may ask
 * about a colleague, which a line could tell them. Officers read those.
 */
export const DOINGS: readonly string[] = ['disclosure', 'directive'];

const list = (kinds: readonly string[]): string => kinds.map((kind) => `'${kind}'`).join(', ');

export const DONE = `l.kind IN (${list(DOINGS)})`;

/** A practitioner reads their own searches besides. No resident does: that somebody looks for them can hurt them. */
export const OWN_DOINGS = `l.kind IN (${list([...DOINGS, 'search'])})`;
