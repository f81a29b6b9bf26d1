import { jsonOf, type JourneyBook, ONE_PAGE } from '../../../shell/journey/testing/journey-book.js';

const REASONS = [{ reason: 'a leak' }, { reason: 'A breach was found.' }];

/** The emergency stop of an agreement; the other stops, and what takes one back, are alike. */
export const BOOK: JourneyBook = {
  ...ONE_PAGE,
  name: 'an emergency stop',
  who: { audience: 'officer', sub: 'marsh', roles: ['ig-lead'] },
  path: '/officer/agreements/D7/stop',
  answerAs({ method }, response) {
    response.setHeader('etag', '"4"');
    const agreement = { id: 'D7', title: 'Respite', state: 'live', version: 4, expiresAt: null };
    jsonOf(response, method === 'GET' ? agreement : {});
  },
  answers: () => REASONS,
  says: (chosen) => ({
    call: 'POST /api/policy/v1/agreements/D7/suspend',
    body: REASONS[chosen['']!]!,
    ifMatch: '"4"',
  }),
  refusal: { status: 412, code: 'version-conflict', shows: 409, says: 'Compare the two' },
};
