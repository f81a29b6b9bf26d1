import { randomInt, randomUUID } from 'node:crypto';
import { MARGARET } from '../place/settle.js';
import {
  endRestrictions,
  freshDirective,
  freshIdentityCheck,
  freshRestriction,
  freshSignIn,
  supersede,
} from '../place/fresh.js';
import { aboutMargaret } from './about-margaret.js';
import { CIRCUMSTANCES } from './circumstances.js';
import { nameOfMargaret, type Asking } from './question.js';

const NOBODY = { familyName: 'Nemo', birthDate: '1901-01-01', postcode: 'NM9 9ZZ' };
const VERSION_1 = { 'if-match': '"1"' };

const ofDirective =
  (
    method: string,
    act: string,
    status: 'ConsentGiven' | 'ConsentRefused' | 'ObjectionPendingHighHarm',
    rest: { body?: unknown; headers?: Record<string, string> } = {},
  ): Asking =>
  async (place) => {
    const id = await freshDirective(place, status);
    const at = (directive: string) => ({ method, path: `/v1/directives/${directive}${act}`, ...rest });
    return { real: at(id), unknown: at(randomUUID()), mark: id };
  };

const ofSignIn =
  (act: string): Asking =>
  async (place) => {
    const id = await freshSignIn(place);
    const at = (signIn: string) => ({ method: 'POST', path: `/v1/sign-ins/${signIn}/${act}` });
    return { real: at(id), unknown: at(randomUUID()), mark: id };
  };

export const CONSENT: Readonly<Record<string, Asking>> = {
  ...CIRCUMSTANCES,
  'POST /v1/residents': () => {
    const localId = randomUUID();
    const body = {
      ...NOBODY,
      familyName: `N${localId.replace(/[^a-f]/g, '')}`,
      givenName: 'New',
      postcode: 'NM8 8ZZ',
      localId,
    };
    return { real: { method: 'POST', path: '/v1/residents', body } };
  },
  'POST /v1/residents/lookup': (place, as) => {
    const ask = (body: object) => ({ method: 'POST', path: '/v1/residents/lookup', body });
    return { real: ask(MARGARET), unknown: ask(NOBODY), mark: nameOfMargaret(place, as) };
  },
  'POST /v1/residents/link': (place, as) => {
    // Whoever has all details right may link her: that is how linking works. A stranger has one of them wrong.
    const details = as === 'pell' || as === 'reach' ? MARGARET : { ...MARGARET, birthDate: '1944-03-03' };
    const ask = (body: object) => ({ method: 'POST', path: '/v1/residents/link', body: { ...body, localId: 'R-1' } });
    return { real: ask(details), unknown: ask(NOBODY), mark: nameOfMargaret(place, as) };
  },
  'PUT /v1/residents/{id}/local-id': (place, as) =>
    aboutMargaret(place, as, (name) => ({
      real: { method: 'PUT', path: `/v1/residents/${name}/local-id`, body: { localId: 'R-1' } },
    })),
  'GET /v1/identity-checks': async (place) => {
    const mark = await freshIdentityCheck(place);
    return { real: { method: 'GET', path: '/v1/identity-checks' }, mark };
  },
  'POST /v1/identity-checks/{id}/answers': async (place) => {
    const id = await freshIdentityCheck(place);
    const at = (check: string) => ({
      method: 'POST',
      path: `/v1/identity-checks/${check}/answers`,
      body: { answer: 'cannot-tell' },
    });
    return { real: at(id), unknown: at(randomUUID()), mark: id };
  },
  'POST /v1/residents/{id}/sign-ins': (place, as) =>
    aboutMargaret(place, as, (name) => ({
      real: { method: 'POST', path: `/v1/residents/${name}/sign-ins`, body: { subject: randomUUID() } },
    })),
  'GET /v1/residents/{id}/sign-ins': async (place, as) => {
    const mark = await freshSignIn(place);
    return aboutMargaret(place, as, (name) => ({
      real: { method: 'GET', path: `/v1/residents/${name}/sign-ins` },
      mark,
    }));
  },
  'POST /v1/sign-ins/{id}/confirm': ofSignIn('confirm'),
  'POST /v1/sign-ins/{id}/remove': ofSignIn('remove'),
  'POST /v1/residents/{id}/directives': (place, as) =>
    aboutMargaret(place, as, (name) => ({
      real: {
        method: 'POST',
        path: `/v1/residents/${name}/directives`,
        body: {
          instruction: 'refuse',
          recipients: ['HARBOUR'],
          categories: ['HOUSINGSUPPORT'],
          purposes: ['HOUSUP'],
          channel: 'phone',
          // Another each time: the very same said again is recorded already.
          expiresAt: new Date(Date.now() + randomInt(1, 2 ** 40)).toISOString(),
        },
      },
    })),
  'GET /v1/residents/{id}/directives': async (place, as) => {
    const mark = await freshDirective(place, 'ConsentGiven');
    return aboutMargaret(place, as, (name) => ({
      real: { method: 'GET', path: `/v1/residents/${name}/directives?limit=200` },
      mark,
    }));
  },
  'GET /v1/residents/{id}/directives/superseded': async (place, as) => {
    const mark = await freshDirective(place, 'ConsentGiven');
    await supersede(place, mark);
    return aboutMargaret(place, as, (name) => ({
      real: { method: 'GET', path: `/v1/residents/${name}/directives/superseded?limit=200` },
      mark,
    }));
  },
  'GET /v1/directives/{id}': ofDirective('GET', '', 'ConsentGiven'),
  'POST /v1/directives/{id}/withdraw': ofDirective('POST', '/withdraw', 'ConsentGiven'),
  'POST /v1/directives/{id}/lift': ofDirective('POST', '/lift', 'ConsentRefused', { headers: VERSION_1 }),
  'PATCH /v1/directives/{id}': ofDirective('PATCH', '', 'ConsentGiven', {
    headers: VERSION_1,
    body: { categories: ['TENANCY'] },
  }),
  'POST /v1/directives/{id}/uphold': ofDirective('POST', '/uphold', 'ObjectionPendingHighHarm'),
  'POST /v1/directives/{id}/decline': ofDirective('POST', '/decline', 'ObjectionPendingHighHarm', {
    headers: VERSION_1,
  }),
  'POST /v1/residents/{id}/restrictions': (place, as) =>
    aboutMargaret(place, as, (name) => ({
      real: { method: 'POST', path: `/v1/residents/${name}/restrictions`, body: { reason: 'accuracy-contested' } },
      tidy: () => endRestrictions(place),
    })),
  'GET /v1/residents/{id}/restrictions': async (place, as) => {
    const mark = await freshRestriction(place);
    return aboutMargaret(place, as, (name) => ({
      real: { method: 'GET', path: `/v1/residents/${name}/restrictions` },
      mark,
      tidy: () => endRestrictions(place),
    }));
  },
  'POST /v1/restrictions/{id}/lift': async (place) => {
    const id = await freshRestriction(place);
    const at = (restriction: string) => ({ method: 'POST', path: `/v1/restrictions/${restriction}/lift` });
    return { real: at(id), unknown: at(randomUUID()), mark: id, tidy: () => endRestrictions(place) };
  },
};
