import type { Fact } from './fact.js';
import { withRequester, type RequesterFacts } from './requester.js';
import { PLACE } from './source.js';

export interface SourceAgencyFacts {
  /** Of the agency that the data comes from; null when there is no such agency. */
  sourceAgencyStatus: 'active' | 'suspended' | null;
}

export const SOURCE_AGENCY: Fact<SourceAgencyFacts, SourceAgencyFacts & RequesterFacts> = {
  keys: ['sourceAgencyStatus'],
  lists: [],
  source: PLACE,
  nothing: null,
  hiddenFromStrangers: false,
  times: null,
  changes: {
    'lift-agency-suspension': {
      answers: ['agency-suspended'],
      says: {
        staff: 'The suspension of the agency is lifted by an information governance lead.',
        resident: 'The organisation is allowed to share again.',
      },
      make: ({ facts }) => {
        const lifted = withRequester(facts, { agencyStatus: 'active' });
        return lifted === null || facts.sourceAgencyStatus === null
          ? null
          : { ...lifted, sourceAgencyStatus: 'active' };
      },
    },
  },
};
