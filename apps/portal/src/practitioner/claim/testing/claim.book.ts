import { jsonOf, type JourneyBook, ONE_PAGE } from '../../../shell/journey/testing/journey-book.js';

const PERSON = 'b'.repeat(26);
const CLAIMS = [
  { reason: 'duty-desk', words: 'On the desk today.' },
  { reason: 'other', words: 'A neighbour rang about "the stairs".' },
];

/** That somebody works with a person. */
export const BOOK: JourneyBook = {
  ...ONE_PAGE,
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
