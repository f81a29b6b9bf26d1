import type { OverrideMode } from '#libs/domain';
import type { Fact } from './fact.js';
import { PLACE } from './source.js';

export interface RecipientProtocolFacts {
  /** Overrides for which the recipient agency has joined a protocol (domain 1.5). */
  recipientProtocols: OverrideMode[];
}

export const RECIPIENT_PROTOCOLS: Fact<RecipientProtocolFacts> = {
  keys: ['recipientProtocols'],
  lists: ['recipientProtocols'],
  source: PLACE,
  nothing: { recipientProtocols: [] },
  hiddenFromStrangers: false,
  times: null,
  changes: {
    'join-protocol': {
      answers: ['no-protocol'],
      says: {
        staff: '{recipient} joins the protocol for this kind of exception.',
        resident: '{recipient} joins the rules for this kind of exception.',
      },
      make: ({ facts }) => ({ ...facts, recipientProtocols: ['VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'] }),
    },
  },
};
