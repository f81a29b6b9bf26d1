import type { Lever } from '#libs/domain';
import { CHANGES } from './changes.js';

/** Texts of an explanation that no rule carries. `{…}` stand for terms of the vocabularies, in the same language. */
export interface Messages {
  /** By the names of the changes, which the facts offer. */
  changes: { [change: string]: { staff: string; resident: string } };
  rights: Record<Lever, string>;
  /** Stands where a bundle gives a rule no words. */
  unsaid: string;
}

/** English is complete and needs no pack (domain 1.15). */
export const ENGLISH: Messages = {
  changes: Object.fromEntries([...CHANGES].map(([name, { says }]) => [name, says])),
  rights: {
    object: 'The resident may object to this.',
    withdraw: 'The resident may withdraw their agreement at any time.',
    optOut: 'The resident may opt out of research and planning.',
    none: 'The resident cannot stop this, but may ask why it was necessary.',
  },
  unsaid: 'No rule allows this.',
};
