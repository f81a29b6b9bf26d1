import { freshAgency, shortName } from '../place/fresh.js';
import { freshAgreement, freshHistory, TERMS } from '../place/fresh-agreement.js';
import type { Ask, Place } from '../place/place.js';
import { get, post, step } from './asks.js';
import { madeUpPseudonym, type Asking } from './question.js';

const why = { reason: 'a leak is looked into' };
const agency = (act: string, status: 'active' | 'suspended'): Asking =>
  step('agencies', act, (place) => freshAgency(place, status), { unknown: shortName, body: why });
const agreement = (act: string, state: 'draft' | 'live' | 'suspended', body?: object): Asking =>
  step('agreements', act, (place) => freshAgreement(place, state), {
    unknown: shortName,
    ...(body === undefined ? {} : { body }),
  });
const history =
  (rest: string): Asking =>
  async (place) => {
    const { id, mark } = await freshHistory(place);
    const ask = (name: string): Ask => get(`/v1/agreements/${name}/versions${rest}`);
    return { real: ask(id), unknown: ask(shortName()), mark };
  };
const put = (path: string, body: object): Ask => ({ ...post(path, body), method: 'PUT' });
const claim = (resident: string): Ask =>
  post('/v1/relationships/claims', {
    ...{ resident, purpose: 'CAREMGT', reason: 'duty-desk', words: 'on the duty desk this morning' },
  });

async function claimed({ admin, residentId, staff }: Place): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, practitioner_id, purpose, ends_at, recorded_by, claim_reason)
     VALUES (gen_random_uuid(), $1, 'REACH', 'self-claimed', $2, 'CAREMGT', fence.domain_now(), 'spec', 'duty-desk') RETURNING id`,
    [residentId, staff['pell']],
  );
  return rows[0]!.id;
}

/** Agencies, agreements, stops and claims: what the place has agreed on, and who says that they belong. */
export const REGISTRY: Readonly<Record<string, Asking>> = {
  'GET /v1/agencies': () => ({ real: get('/v1/agencies') }),
  'GET /v1/agencies/{code}': () => ({
    ...{ real: get('/v1/agencies/REACH'), unknown: get(`/v1/agencies/${shortName()}`), mark: 'REACH' },
  }),
  'POST /v1/agencies': () => ({ real: post('/v1/agencies', { code: shortName(), name: 'New', sector: 'health' }) }),
  'POST /v1/agencies/{code}/suspend': agency('suspend', 'active'),
  'POST /v1/agencies/{code}/resume': agency('resume', 'suspended'),
  'PUT /v1/agencies/{code}/protocols': async (place) => {
    const code = await freshAgency(place, 'active');
    const ask = (name: string): Ask => put(`/v1/agencies/${name}/protocols`, { protocols: ['VITAL'] });
    return { real: ask(code), unknown: ask(shortName()), mark: code };
  },
  'PUT /v1/agencies/{code}/processors': async (place) => {
    const code = await freshAgency(place, 'active');
    const ask = (name: string): Ask => put(`/v1/agencies/${name}/processors`, { processors: ['FIXRIGHT'] });
    return { real: ask(code), unknown: ask(shortName()), mark: code };
  },
  'GET /v1/agreements': () => ({ real: get('/v1/agreements') }),
  'GET /v1/agreements/{id}': () => ({
    ...{ real: get('/v1/agreements/D1'), unknown: get(`/v1/agreements/${shortName()}`), mark: '"D1"' },
  }),
  'POST /v1/agreements': () => ({ real: post('/v1/agreements', { id: shortName(), ...TERMS }) }),
  'PUT /v1/agreements/{id}': async (place) => {
    const id = await freshAgreement(place, 'draft');
    const ask = (name: string): Ask => put(`/v1/agreements/${name}`, TERMS);
    return { real: ask(id), unknown: ask(shortName()), mark: id };
  },
  'POST /v1/agreements/{id}/sign-offs': agreement('sign-offs', 'draft', {
    ...{ role: 'dpo', name: 'F. Dunmore', signedAt: '2020-01-01T00:00:00Z' },
  }),
  'POST /v1/agreements/{id}/activate': agreement('activate', 'draft'),
  'POST /v1/agreements/{id}/suspend': agreement('suspend', 'live', why),
  'POST /v1/agreements/{id}/resume': agreement('resume', 'suspended', why),
  'POST /v1/agreements/{id}/review': agreement('review', 'live'),
  'POST /v1/agreements/{id}/reviewed': agreement('reviewed', 'live', { reviewAt: '2098-06-01T00:00:00Z' }),
  'GET /v1/agreements/{id}/versions': history(''),
  'GET /v1/agreements/{id}/versions/{version}': history('/2'),
  'GET /v1/agreements/{id}/versions/{version}/difference': history('/2/difference'),
  'GET /v1/stops': () => ({ real: get('/v1/stops') }),
  'GET /v1/category-stops': () => ({ real: get('/v1/category-stops') }),
  'POST /v1/category-stops': (place) => ({
    real: post('/v1/category-stops', { category: 'ASB', ...why }),
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
  'GET /v1/relationships/claims': async (place) => ({
    real: get('/v1/relationships/claims?limit=200'),
    mark: await claimed(place),
  }),
  'POST /v1/relationships/claims': ({ pseudonyms, admin }) => ({
    real: claim(pseudonyms['REACH']!),
    unknown: claim(madeUpPseudonym()),
    tidy: () => admin.query("DELETE FROM policy.relationship WHERE kind = 'self-claimed'"),
  }),
};
