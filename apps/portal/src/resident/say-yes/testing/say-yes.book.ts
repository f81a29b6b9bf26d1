import { answered, D2 } from '../../testing/town.js';
import { type Chosen, jsonOf, type JourneyBook } from '../../../shell/journey/testing/journey-book.js';

const DIRECTIVES = '/api/consent/v1/residents/me/directives';
const NOW = '2026-11-22T10:00:00.000Z';
const WHAT = [['FUNCTION'], ['FUNCTION', 'EQUIPMENT'], ['EQUIPMENT']];
const WHO = [['HARBOUR'], ['NM-ASC', 'HARBOUR']];
const UNTIL = [
  { length: 'm3', date: '', ends: '2027-02-23T00:00:00.000Z' },
  { length: 'm6', date: '', ends: '2027-05-22T23:00:00.000Z' },
  { length: 'date', date: '28/2/2027', ends: '2027-03-01T00:00:00.000Z' },
];
let offered = D2;

/** To a yes: what, with whom, until when; what each answer would do, check. */
export const BOOK: JourneyBook = {
  name: 'a yes',
  who: { audience: 'resident', sub: 'margaret' },
  path: '/resident/agreements/D2',
  answerAs({ method, url }, response) {
    if (url.endsWith('/rehearsals')) return jsonOf(response, { decidedAt: NOW, recipients: [] });
    if (method === 'POST') return jsonOf(response, { id: '11111111-1111-4111-8111-111111111111' });
    const items = url.endsWith('/agreements') ? [offered] : url.endsWith('/sharing') ? [answered(offered, null)] : [];
    jsonOf(response, { asOf: NOW, items, next: null });
  },
  steps: ['what', 'who', 'until'],
  asked: () => ['what', 'who', 'until'],
  answers: (step) => {
    if (step === 'what') return WHAT.map((categories) => ({ categories }));
    return step === 'who'
      ? WHO.map((recipients) => ({ recipients }))
      : UNTIL.map(({ length, date }) => ({ length, date }));
  },
  reviews: ['if', 'check'],
  decision: { answer: 'yes' },
  ways: [
    { what: 0, who: 0, until: 0 },
    { what: 1, who: 1, until: 2 },
  ],
  says: ({ what, who, until }: Chosen) => ({
    call: `POST ${DIRECTIVES}`,
    body: {
      ...{ instruction: 'give', expiresAt: UNTIL[until!]!.ends, agreement: 'D2' },
      // In the agreement's order, whatever was ticked first.
      ...{ categories: WHAT[what!]!, recipients: D2.parties.map(({ recipient }) => recipient) },
      recipients: ['HARBOUR', 'NM-ASC'].filter((code) => WHO[who!]!.includes(code)),
    },
  }),
  withdrawn: {
    ...{ step: 'what', chosen: { what: 2 } },
    withdraw: (isGone) => void (offered = isGone ? { ...D2, categories: ['FUNCTION'] } : D2),
  },
  refusal: { status: 409, code: 'refusal-in-force', shows: 409, says: 'href="/resident#no"' },
};
