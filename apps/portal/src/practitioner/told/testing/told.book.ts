import { type Chosen, jsonOf, type JourneyBook } from '../../../shell/journey/testing/journey-book.js';

const PERSON = 'a'.repeat(26);
const agreement = (id: string, categories: readonly string[]) => ({
  ...{ id, title: `About ${id}`, purpose: 'HOUSADAPT', mode: 'EXPLICIT', state: 'live', categories },
  ...{
    parties: [
      { source: 'NM-ASC', recipient: 'HARBOUR' },
      { source: 'NM-ASC', recipient: 'NM-HSG' },
    ],
  },
  recipientRoles: ['surveyor'],
});
const yes = (id: string, under: string, version: number) => ({
  ...{ id, version, status: 'ConsentGiven', expiresAt: null, sources: null, recipients: ['HARBOUR'] },
  ...{ categories: null, purposes: null, agreement: under },
});
const AGREEMENTS = [agreement('D2', ['FUNCTION', 'EQUIPMENT']), agreement('D3', ['MEDS', 'CONTACT'])];
const GIVEN = [yes('c1', 'D2', 3), yes('c2', 'D3', 7)];
const KINDS = [
  ['FUNCTION', 'EQUIPMENT'],
  ['MEDS', 'CONTACT'],
];
const WHATS = ['stop', 'narrow', 'refuse', 'all'];
const WHOM = [['HARBOUR'], ['HARBOUR', 'NM-HSG']];
const CHANNELS = ['in-person', 'phone', 'letter'];
const STEPS: Readonly<Record<string, readonly string[]>> = {
  stop: ['', 'which'],
  narrow: ['', 'which', 'part'],
  refuse: ['', 'which', 'part', 'channel'],
  all: ['', 'channel'],
};
let agreements = AGREEMENTS;

const whatOf = (chosen: Chosen): string => WHATS[chosen[''] ?? 0]!;

/** What a resident told: four ways through. */
export const BOOK: JourneyBook = {
  name: 'what a resident told',
  who: { audience: 'practitioner', sub: 'brandt', id: 'p2', agency: 'HARBOUR', roles: ['surveyor'] },
  path: `/practitioner/people/${PERSON}/told`,
  answerAs({ method, url }, response) {
    if (method !== 'GET') return jsonOf(response, { id: 'x', effectiveAt: '2026-11-22T14:03:02.000001Z' });
    const path = new URL(url, 'http://x').pathname;
    const items = path.endsWith('/directives') ? GIVEN : path.endsWith('/agreements') ? agreements : [];
    jsonOf(response, { items, next: null });
  },
  steps: ['', 'which', 'part', 'channel'],
  asked: (chosen) => (chosen[''] === undefined ? [''] : STEPS[whatOf(chosen)]!),
  answers: (step, chosen) => {
    const refuses = whatOf(chosen) === 'refuse';
    if (step === '') return WHATS.map((answer) => ({ answer }));
    if (step === 'which') return (refuses ? ['D2', 'D3'] : ['c1', 'c2']).map((answer) => ({ answer }));
    if (step === 'channel') return CHANNELS.map((answer) => ({ answer }));
    return refuses ? WHOM.map((answer) => ({ answer })) : KINDS[chosen['which']!]!.map((answer) => ({ answer }));
  },
  after: (chosen, step) => {
    if (step === '') return { '': chosen['']! };
    if (step !== 'which') return chosen;
    const { part: _of, ...others } = chosen;
    return others;
  },
  next: (chosen, step) => (step === 'which' && whatOf(chosen) !== 'stop' ? 'part' : undefined),
  reviews: ['check'],
  decision: {},
  ways: [
    { '': 1, which: 1, part: 0 },
    { '': 2, which: 0, part: 1, channel: 1 },
  ],
  otherWays: [{ '': 0, which: 1 }],
  says: (chosen) => {
    const { which, part, channel } = chosen;
    const directive = `/api/consent/v1/directives/c${which! + 1}`;
    switch (whatOf(chosen)) {
      case 'stop':
        return { call: `POST ${directive}/withdraw?resident=${PERSON}` };
      case 'narrow': {
        const categories = KINDS[which!]!.filter((_kind, at) => at !== part);
        return { call: `PATCH ${directive}`, body: { categories }, ifMatch: `"${GIVEN[which!]!.version}"` };
      }
      case 'refuse': {
        const no = { agreement: ['D2', 'D3'][which!], recipients: WHOM[part!] };
        return { call: POST_NO, body: { instruction: 'refuse', channel: CHANNELS[channel!], ...no } };
      }
      default:
        return { call: POST_NO, body: { instruction: 'refuse', channel: CHANNELS[channel!] } };
    }
  },
  withdrawn: {
    ...{ step: 'which', chosen: { '': 2, which: 1 } },
    withdraw: (isGone) => void (agreements = isGone ? AGREEMENTS.slice(0, 1) : AGREEMENTS),
  },
  subject: PERSON,
  refusal: { status: 409, code: 'directive-replaced', shows: 409, says: 'It is not as you saw it' },
};
const POST_NO = `POST /api/consent/v1/residents/${PERSON}/directives`;
