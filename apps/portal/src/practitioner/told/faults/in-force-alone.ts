import type { Agreement } from '../../agreements.js';

/** Seeded: there is nothing to say no to where nothing is shared at this moment. */
export const inForceAlone = (agreements: readonly Agreement[]): Agreement[] =>
  agreements.filter(({ state }) => state === 'live' || state === 'under-review');
