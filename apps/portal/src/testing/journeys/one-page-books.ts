import { jsonOf, type JourneyBook } from '../../shell/journey/testing/journey-book.js';

const PERSON = 'b'.repeat(26);
const CLAIMS = [
  { reason: 'duty-desk', words: 'On the desk today.' },
  { reason: 'other', words: 'A neighbour rang about "the stairs".' },
];
const REASONS = [{ reason: 'a leak' }, { reason: 'A breach was found.' }];
const onePage = { steps: [''], asked: () => [''], reviews: [], decision: {}, ways: [{ '': 0 }, { '': 1 }] } as const;

/** That somebody works with a person. */
export const CLAIM: JourneyBook = {
  ...onePage,
  name: 'a claim',
  who: { audience: 'practitioner', sub: 'brandt', id: 'p2', agency: 'HARBOUR', roles: ['surveyor'] },
  path: `/practitioner/people/${PERSON}/claim/COC`,
  answerAs: (_asked, response) => jsonOf(response, {}),
  answers: () => CLAIMS,
  says: (chosen) => ({
    call: 'POST /api/policy/v1/relationships/claims',
    body: { resident: PERSON, purpose: 'COC', ...CLAIMS[chosen['']!] },
  }),
  refusal: { status: 400, code: 'malformed', shows: 422, says: 'There is a problem' },
};

/** The emergency stop of an agreement. */
export const STOP: JourneyBook = {
  ...onePage,
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
