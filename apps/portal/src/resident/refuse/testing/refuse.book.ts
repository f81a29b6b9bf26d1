import { CATEGORIES } from '#libs/domain';
import { D1, D2 } from '../../testing/town.js';
import { type Chosen, jsonOf, type JourneyBook } from '../../../shell/journey/testing/journey-book.js';

const DIRECTIVES = '/api/consent/v1/residents/me/directives';
const CHOICE = '11111111-1111-4111-8111-111111111111';
const WHOM = [['HARBOUR'], ['HARBOUR', 'REACH'], ['all']];
const WHAT = [['MEDS'], ['all'], ['FUNCTION', 'MEDS']];
let agreements = [D1, D2];

/** In the order of the vocabulary, whatever was ticked first. */
const kindsOf = (codes: readonly string[]): readonly string[] | null =>
  codes.includes('all') ? null : CATEGORIES.filter((code) => codes.includes(code));

/** A no in advance: from whom, what. */
export const BOOK: JourneyBook = {
  name: 'a no in advance',
  who: { audience: 'resident', sub: 'margaret' },
  path: '/resident/refuse',
  answerAs({ method, url }, response) {
    if (method === 'POST') return jsonOf(response, { id: CHOICE });
    jsonOf(response, {
      asOf: '2026-11-22T10:00:00.000Z',
      items: url.includes('/me/agreements') ? agreements : [],
      next: null,
    });
  },
  steps: ['', 'what'],
  asked: () => ['', 'what'],
  answers: (step) =>
    step === '' ? WHOM.map((recipients) => ({ recipients })) : WHAT.map((categories) => ({ categories })),
  reviews: ['check'],
  decision: { answer: 'yes' },
  ways: [
    { '': 0, what: 1 },
    { '': 2, what: 0 },
  ],
  says: (chosen: Chosen) => {
    const whom = WHOM[chosen['']!]!;
    const categories = kindsOf(WHAT[chosen['what']!]!);
    return {
      call: `POST ${DIRECTIVES}`,
      body: { instruction: 'refuse', recipients: whom.includes('all') ? null : whom, categories },
    };
  },
  withdrawn: {
    ...{ step: '', chosen: { '': 0 } },
    withdraw: (isGone) => void (agreements = isGone ? [D1] : [D1, D2]),
  },
};
