import type { LaterFact } from './later-fact.js';

/** What came after the first facts, each from its own file beside this one. */
export const LATER_FACTS: readonly LaterFact[] = [];
