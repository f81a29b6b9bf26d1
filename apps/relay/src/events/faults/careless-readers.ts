import { readChange } from '../read-change.js';

const NOTHING = { mayOpen: false, mayEnd: false };

/** The fault: a change of a kind that is not known asks for nothing. What it ended keeps its keys. */
export const passesOver: typeof readChange = (event) => {
  const read = readChange(event);
  return read.understood ? read : { ...read, effect: NOTHING, understood: true };
};

/** The fault, as 0.3.0 had it: a change of a kind that is not known is refused, and its resident's later changes wait behind. */
export const parks: typeof readChange = (event) => {
  const read = readChange(event);
  if (!read.understood) throw new TypeError('kinds is not iterable');
  return read;
};

/** The fault: kinds are known by a list of the reader's own, whatever the change says of itself. */
export const goesByKinds: typeof readChange = (event) => {
  const { mayOpen: _, mayEnd: __, ...data } = event.data as Record<string, unknown>;
  return readChange({ ...event, data });
};
