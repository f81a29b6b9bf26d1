/**
 * The route matrix of the pages: whose secret stands in an address, which a person has to say. What exists and is not this
 * person's, and who asks for it.
 */
export type Secret =
  // None: what is their own is told, and shows that this finds out what is.
  'own' | 'choice' | 'look' | 'agreement' | 'unlisted' | 'person' | 'entry' | 'replay' | 'resident' | 'requester';

export interface Asked {
  readonly secret: Secret;
  /** With `{id}` for the secret; the route itself where it has one parameter. */
  readonly paths: readonly string[];
  /** What a form sends, such that it would be taken if it were theirs. */
  readonly fields?: Readonly<Record<string, string>>;
}

const at = (secret: Secret, path: string, fields?: Readonly<Record<string, string>>): Asked => ({
  secret,
  paths: [path],
  ...(fields ? { fields } : {}),
});
const CHOICE = '/resident/choices/{id}';
const OFFER = '/resident/agreements/{id}';
const PERSON = '/practitioner/people/{id}';
const REPLAY = '/officer/policies/{bundle}/replays/{id}';
const SCOPE = { categories: 'FINANCE', recipients: 'NM-ASC', length: 'm3' };

/** Every route of the portal whose address holds what may not be told. */
export const SECRET_ROUTES: Readonly<Record<string, Asked>> = {
  'GET /resident/choices/:id': at('choice', CHOICE),
  'GET /resident/choices/:id/done': at('choice', `${CHOICE}/done`),
  'GET /resident/choices/:id/receipt': at('choice', `${CHOICE}/receipt`),
  'GET /resident/choices/:id/stop': at('choice', `${CHOICE}/stop`),
  'POST /resident/choices/:id/stop': at('choice', `${CHOICE}/stop`, {}),
  'GET /resident/choices/:id/stopped': at('choice', `${CHOICE}/stopped`),
  'GET /resident/choices/:id/lift': at('choice', `${CHOICE}/lift`),
  'POST /resident/choices/:id/lift': at('choice', `${CHOICE}/lift`, { version: '1' }),
  'GET /resident/looks/:id': at('look', '/resident/looks/{id}'),
  'GET /resident/looks/:id/proof': at('look', '/resident/looks/{id}/proof'),
  // Agreements themselves are public; that one is in force about this person is not.
  'GET /resident/agreements/:id': at('agreement', OFFER),
  // What one's own home lists is no secret, an agreement that has ended and that one's own no is about too.
  'GET /resident/agreements/:id/shared': at('unlisted', `${OFFER}/shared`),
  'GET /resident/agreements/:id/what': at('agreement', `${OFFER}/what`),
  'POST /resident/agreements/:id/what': at('agreement', `${OFFER}/what`, SCOPE),
  'GET /resident/agreements/:id/who': at('agreement', `${OFFER}/who`),
  'POST /resident/agreements/:id/who': at('agreement', `${OFFER}/who`, SCOPE),
  'GET /resident/agreements/:id/until': at('agreement', `${OFFER}/until`),
  'POST /resident/agreements/:id/until': at('agreement', `${OFFER}/until`, SCOPE),
  'GET /resident/agreements/:id/if': at('agreement', `${OFFER}/if`),
  'GET /resident/agreements/:id/check': at('agreement', `${OFFER}/check`),
  'POST /resident/agreements/:id/check': at('agreement', `${OFFER}/check`, { ...SCOPE, answer: 'yes' }),
  'GET /resident/agreements/:id/no': at('agreement', `${OFFER}/no`),
  'POST /resident/agreements/:id/no': at('agreement', `${OFFER}/no`, { answer: 'no' }),
  'GET /resident/agreements/:id/object': at('agreement', `${OFFER}/object`),
  'POST /resident/agreements/:id/object': at('agreement', `${OFFER}/object`, {}),
  'GET /practitioner/people/:id': { secret: 'person', paths: [PERSON, `${PERSON}?reasons=all`] },
  'POST /practitioner/people/:id': at('person', PERSON, { purpose: 'COC' }),
  'GET /practitioner/people/:id/sent': at('person', `${PERSON}/sent`),
  'GET /practitioner/people/:id/told': at('person', `${PERSON}/told`),
  'POST /practitioner/people/:id/told': at('person', `${PERSON}/told`, { answer: 'all' }),
  'GET /practitioner/people/:id/told/which': at('person', `${PERSON}/told/which`),
  'POST /practitioner/people/:id/told/which': at('person', `${PERSON}/told/which`, { what: 'refuse', answer: 'D2' }),
  'GET /practitioner/people/:id/told/part': at('person', `${PERSON}/told/part`),
  'POST /practitioner/people/:id/told/part': at('person', `${PERSON}/told/part`, {
    ...{ what: 'refuse', agreement: 'D2', answer: 'HARBOUR' },
  }),
  'GET /practitioner/people/:id/told/channel': at('person', `${PERSON}/told/channel`),
  'POST /practitioner/people/:id/told/channel': at('person', `${PERSON}/told/channel`, {
    ...{ what: 'all', answer: 'phone' },
  }),
  'GET /practitioner/people/:id/told/check': at('person', `${PERSON}/told/check`),
  'POST /practitioner/people/:id/told/check': at('person', `${PERSON}/told/check`, { what: 'all', channel: 'phone' }),
  'GET /practitioner/people/:id/told/done': at('person', `${PERSON}/told/done`),
  'GET /practitioner/people/:id/for/:purpose': {
    secret: 'person',
    paths: ['COC', 'COC?also=FINANCE', 'SAFEG', 'NONE'].map((purpose) => `${PERSON}/for/${purpose}`),
  },
  'GET /practitioner/people/:id/for/:purpose/record': {
    secret: 'person',
    paths: ['COC', 'SAFEG', 'NONE'].map((purpose) => `${PERSON}/for/${purpose}/record`),
  },
  'GET /practitioner/people/:id/for/:purpose/:category': {
    secret: 'person',
    paths: ['COC/MEDS', 'COC/FINANCE', 'COC/CONTACT', 'SAFEG/FINANCE'].map((flow) => `${PERSON}/for/${flow}`),
  },
  'GET /practitioner/people/:id/claim/:purpose': at('person', `${PERSON}/claim/COC`),
  'POST /practitioner/people/:id/claim/:purpose': at('person', `${PERSON}/claim/COC`, {
    reason: 'duty-desk',
    words: 'Covering the duty desk today.',
  }),
  'GET /officer/entries/:id': at('entry', '/officer/entries/{id}'),
  'GET /officer/policies/:hash/replays/:id': at('replay', REPLAY),
  'POST /officer/policies/:hash/replays/:id/cancel': at('replay', `${REPLAY}/cancel`, {}),
};

/** What is asked for after the question mark is an address, too. */
export const SECRET_QUERIES: readonly Asked[] = [
  at('choice', '/resident/lifted?no={id}'),
  at('entry', '/officer/integrity?entry={id}'),
  at('resident', '/officer/entries?kind=disclosure&resident={id}'),
  at('resident', '/officer/entries/csv?kind=disclosure&resident={id}'),
  at('requester', '/officer/entries?kind=disclosure&requester={id}'),
];

/** The others, each with why what stands in its address is nobody's secret. */
export const OPEN_ROUTES: Readonly<Record<string, string>> = {
  'GET /assets/:name': 'style sheet, script and mark: the same for everybody',
  'GET /language/:code': 'a language',
  'GET /sign-in/:kind': 'which of the two doors',
  'GET /sign-in/:kind/again': 'as the door',
  'GET /*': 'there is nothing: one page for every address that is none',
  'GET /officer/agreements/:id': 'an agreement between agencies, which every officer reads; it names no person',
  'GET /officer/agreements/:id/versions/:version': 'as the agreement',
  'GET /officer/agreements/:id/stop': 'as the agreement',
  'POST /officer/agreements/:id/stop': 'as the agreement',
  'GET /officer/agreements/:id/resume': 'as the agreement',
  'POST /officer/agreements/:id/resume': 'as the agreement',
  'GET /officer/policies/:hash': 'rules, which every officer reads; they name no person',
  'GET /officer/policies/:hash/report': 'as the rules; counterexamples are people of the tests’ own town',
  'GET /officer/policies/:hash/difference': 'as the rules',
  'POST /officer/policies/:hash/check': 'as the rules',
  'GET /officer/policies/:hash/approve': 'as the rules',
  'POST /officer/policies/:hash/approve': 'as the rules',
  'POST /officer/policies/:hash/replays': 'as the rules; what it finds has an id of its own',
  'GET /officer/stops/:kind': 'an agency or a kind of information',
  'POST /officer/stops/:kind': 'an agency or a kind of information',
  'GET /officer/stops/:kind/:name': 'the name of an agency or of a kind of information',
  'POST /officer/stops/:kind/:name': 'the name of an agency or of a kind of information',
};
