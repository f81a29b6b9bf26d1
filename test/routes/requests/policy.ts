import { randomUUID } from 'node:crypto';
import {
  freshAgency,
  freshAgreement,
  freshBundle,
  freshPrincipal,
  freshRelationship,
  shortName,
} from '../place/fresh.js';
import type { Ask, Place } from '../place/place.js';
import { madeUpPseudonym, type Asking, type Question } from './question.js';

const VERSION_1 = { 'if-match': '"1"' };
const get = (path: string): Ask => ({ method: 'GET', path });
const post = (path: string, body?: unknown): Ask => ({
  method: 'POST',
  path,
  headers: VERSION_1,
  ...(body === undefined ? {} : { body }),
});
const step =
  (folder: string, act: string, make: (place: Place) => Promise<string>, unknown: () => string): Asking =>
  async (place) => {
    const id = await make(place);
    return { real: post(`/v1/${folder}/${id}/${act}`), unknown: post(`/v1/${folder}/${unknown()}/${act}`), mark: id };
  };

/** Of nobody here: a hash of nothing. */
const noHash = (): string => randomUUID().replaceAll('-', '').padEnd(64, '0');

function evaluation({ staff, pseudonyms }: Place): { known: object; unknown: object } {
  const ask = (id: string, resident: string): object => ({
    subject: { type: 'practitioner', id },
    action: { name: 'read' },
    resource: { type: 'record', id: 'MEDS', properties: { resident, source: 'NM-ACUTE' } },
    context: { purpose: 'COC' },
  });
  return { known: ask(staff['pell']!, pseudonyms['REACH']!), unknown: ask(randomUUID(), madeUpPseudonym()) };
}

const relate = (resident: string): object => ({ resident, kind: 'referral', purpose: 'CAREMGT' });

async function reinstated(place: Place, question: Question): Promise<Question> {
  const { rows } = await place.admin.query<{ hash: string }>('SELECT hash FROM policy.bundle_in_force');
  return { ...question, tidy: () => place.admin.query('UPDATE policy.bundle_in_force SET hash = $1', [rows[0]!.hash]) };
}

export const POLICY: Readonly<Record<string, Asking>> = {
  'GET /v1/agencies': () => ({ real: get('/v1/agencies') }),
  'GET /v1/agencies/{code}': () => ({
    real: get('/v1/agencies/REACH'),
    unknown: get(`/v1/agencies/${shortName()}`),
    mark: 'REACH',
  }),
  'POST /v1/agencies': () => ({ real: post('/v1/agencies', { code: shortName(), name: 'New', sector: 'health' }) }),
  'POST /v1/agencies/{code}/suspend': step('agencies', 'suspend', (place) => freshAgency(place, 'active'), shortName),
  'POST /v1/agencies/{code}/resume': step('agencies', 'resume', (place) => freshAgency(place, 'suspended'), shortName),
  'GET /v1/agreements': () => ({ real: get('/v1/agreements') }),
  'GET /v1/agreements/{id}': () => ({
    real: get('/v1/agreements/D1'),
    unknown: get(`/v1/agreements/${shortName()}`),
    mark: '"D1"',
  }),
  'POST /v1/agreements': () => ({
    real: post('/v1/agreements', {
      ...{ id: shortName(), title: 'New', purpose: 'HOUSUP', mode: 'EXPLICIT', startsAt: '2020-01-01T00:00:00Z' },
      ...{
        parties: [{ source: 'NM-ACUTE', recipient: 'REACH' }],
        categories: ['HOUSINGSUPPORT'],
        recipientRoles: ['surveyor'],
      },
    }),
  }),
  'POST /v1/agreements/{id}/activate': step(
    'agreements',
    'activate',
    (place) => freshAgreement(place, 'draft'),
    shortName,
  ),
  'POST /v1/agreements/{id}/suspend': step(
    'agreements',
    'suspend',
    (place) => freshAgreement(place, 'live'),
    shortName,
  ),
  'POST /v1/agreements/{id}/resume': step(
    'agreements',
    'resume',
    (place) => freshAgreement(place, 'suspended'),
    shortName,
  ),
  'GET /v1/category-stops': () => ({ real: get('/v1/category-stops') }),
  'POST /v1/category-stops': (place) => ({
    real: post('/v1/category-stops', { category: 'ASB', reason: 'a leak is looked into' }),
    tidy: () => place.admin.query("DELETE FROM policy.category_stop WHERE category = 'ASB'"),
  }),
  'DELETE /v1/category-stops/{category}': async ({ admin }) => {
    await admin.query(
      "INSERT INTO policy.category_stop (category, stopped_by) VALUES ('HOMELESS', 'spec') ON CONFLICT DO NOTHING",
    );
    const lift = (category: string): Ask => ({ method: 'DELETE', path: `/v1/category-stops/${category}` });
    return {
      real: lift('HOMELESS'),
      unknown: lift('REPAIRS'),
      tidy: () => admin.query('DELETE FROM policy.category_stop'),
    };
  },
  'GET /v1/bundles': () => ({ real: get('/v1/bundles') }),
  'GET /v1/bundles/{hash}': async (place) => {
    const hash = await freshBundle(place, 'spec');
    return { real: get(`/v1/bundles/${hash}`), unknown: get(`/v1/bundles/${noHash()}`), mark: hash };
  },
  'POST /v1/bundles': async ({ admin }) => {
    const { rows } = await admin.query<{ files: unknown }>(
      'SELECT files FROM policy.bundle JOIN policy.bundle_in_force USING (hash)',
    );
    return { real: post('/v1/bundles', { files: rows[0]!.files }) };
  },
  'POST /v1/bundles/{hash}/activate': async (place) => {
    const hash = await freshBundle(place, place.staff['voss']!);
    return reinstated(place, {
      real: post(`/v1/bundles/${hash}/activate`),
      unknown: post(`/v1/bundles/${noHash()}/activate`),
      mark: hash,
    });
  },
  'GET /v1/principals': ({ staff }) => ({ real: get('/v1/principals?limit=200'), mark: staff['pell']! }),
  'GET /v1/principals?agency=REACH': ({ staff }) => ({
    real: get('/v1/principals?agency=REACH&limit=200'),
    unknown: get(`/v1/principals?agency=${shortName()}&limit=200`),
    mark: staff['pell']!,
  }),
  'GET /v1/principals/{id}': ({ staff }) => ({
    real: get(`/v1/principals/${staff['pell']!}`),
    unknown: get(`/v1/principals/${randomUUID()}`),
    mark: staff['pell']!,
  }),
  'POST /v1/principals': ({ issuer }) => ({
    real: post('/v1/principals', { kind: 'practitioner', issuer, subject: randomUUID(), agency: 'REACH', roles: [] }),
  }),
  'POST /v1/principals/{id}/suspend': step(
    'principals',
    'suspend',
    (place) => freshPrincipal(place, 'active'),
    randomUUID,
  ),
  'POST /v1/principals/{id}/resume': step(
    'principals',
    'resume',
    (place) => freshPrincipal(place, 'suspended'),
    randomUUID,
  ),
  'PUT /v1/principals/{id}/roles': async (place) => {
    const id = await freshPrincipal(place, 'active');
    const put = (principal: string): Ask => ({
      ...post(`/v1/principals/${principal}/roles`, { roles: ['ot'] }),
      method: 'PUT',
    });
    return { real: put(id), unknown: put(randomUUID()), mark: id };
  },
  'GET /v1/relationships': ({ relationshipId }) => ({ real: get('/v1/relationships?limit=200'), mark: relationshipId }),
  'GET /v1/relationships?resident=': ({ relationshipId, pseudonyms }) => ({
    real: get(`/v1/relationships?limit=200&resident=${pseudonyms['REACH']!}`),
    unknown: get(`/v1/relationships?limit=200&resident=${madeUpPseudonym()}`),
    mark: relationshipId,
  }),
  'POST /v1/relationships': ({ pseudonyms }) => ({
    real: post('/v1/relationships', relate(pseudonyms['REACH']!)),
    unknown: post('/v1/relationships', relate(madeUpPseudonym())),
  }),
  'POST /v1/relationships/{id}/end': step('relationships', 'end', freshRelationship, randomUUID),
  'POST /access/v1/evaluation': (place) => {
    const { known, unknown } = evaluation(place);
    return {
      real: post('/access/v1/evaluation', known),
      unknown: post('/access/v1/evaluation', unknown),
      mark: '"decision":true',
    };
  },
  'POST /access/v1/evaluations': (place) => {
    const { known, unknown } = evaluation(place);
    const ask = (question: object): Ask => post('/access/v1/evaluations', { evaluations: [question] });
    return { real: ask(known), unknown: ask(unknown), mark: '"decision":true' };
  },
  'GET /.well-known/authzen-configuration': () => ({ real: get('/.well-known/authzen-configuration') }),
};
