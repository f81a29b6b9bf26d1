import { randomUUID } from 'node:crypto';
import {
  checkedBundle,
  freshBundle,
  freshPrincipal,
  freshRelationship,
  shortName,
  waitingOfficer,
} from '../place/fresh.js';
import { freshAgreement } from '../place/fresh-agreement.js';
import type { Ask, Place } from '../place/place.js';
import { get, post, step } from './asks.js';
import { madeUpPseudonym, type Asking, type Question } from './question.js';
import { REGISTRY } from './registry.js';
import { SIMULATIONS } from './simulations.js';

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

/** A search is the evaluation's question with a part replaced; something found is not an empty list. */
function searching(what: string, change: object, changeOfUnknown = change): (place: Place) => Question {
  return (place) => {
    const { known, unknown } = evaluation(place);
    const ask = (question: object): Ask => post(`/access/v1/search/${what}`, question);
    const mark = '"results":[{';
    return { real: ask({ ...known, ...change }), unknown: ask({ ...unknown, ...changeOfUnknown }), mark };
  };
}

const relate = (resident: string): object => ({ resident, kind: 'referral', purpose: 'CAREMGT' });

const PUT_BACK = `INSERT INTO policy.bundle_schedule (hash, approved_by) VALUES ($1, 'spec')`;

async function reinstated(place: Place, question: Question): Promise<Question> {
  const { rows } = await place.admin.query<{ hash: string }>('SELECT policy.bundle_in_force_v1() AS hash');
  return { ...question, tidy: () => place.admin.query(PUT_BACK, [rows[0]!.hash]) };
}

export const POLICY: Readonly<Record<string, Asking>> = {
  ...REGISTRY,
  'GET /v1/bundles': () => ({ real: get('/v1/bundles') }),
  'GET /v1/bundles/{hash}': async (place) => {
    const hash = await freshBundle(place, 'spec');
    return { real: get(`/v1/bundles/${hash}`), unknown: get(`/v1/bundles/${noHash()}`), mark: hash };
  },
  'POST /v1/bundles': async ({ admin }) => {
    const { rows } = await admin.query<{ files: unknown }>(
      'SELECT files FROM policy.bundle WHERE hash = policy.bundle_in_force_v1()',
    );
    return { real: post('/v1/bundles', { files: rows[0]!.files }) };
  },
  'POST /v1/bundles/{hash}/check': async (place) => ({
    real: post(`/v1/bundles/${await freshBundle(place, 'spec')}/check`),
    ...{ unknown: post(`/v1/bundles/${noHash()}/check`), mark: '"passed":true' },
  }),
  'GET /v1/bundles/{hash}/report': async (place) => {
    const hash = await checkedBundle(place, 'spec');
    return { real: get(`/v1/bundles/${hash}/report`), unknown: get(`/v1/bundles/${noHash()}/report`), mark: hash };
  },
  'GET /v1/bundles/{hash}/difference': async (place) => ({
    real: get(`/v1/bundles/${await freshBundle(place, 'spec')}/difference`),
    ...{ unknown: get(`/v1/bundles/${noHash()}/difference`), mark: '"says"' },
  }),
  ...SIMULATIONS,
  'POST /v1/bundles/rollback': async (place) => {
    const beneath = await freshBundle(place, 'spec');
    const question = await reinstated(place, { real: post('/v1/bundles/rollback', { reason: 'spec' }) });
    await place.admin.query(PUT_BACK, [beneath]);
    await question.tidy!();
    return question;
  },
  'POST /v1/bundles/{hash}/stop': async (place) => {
    const hash = await freshBundle(place, 'spec');
    const stop = (bundle: string): Ask => post(`/v1/bundles/${bundle}/stop`, { reason: 'spec' });
    return { real: stop(hash), unknown: stop(noHash()), mark: hash };
  },
  'POST /v1/bundles/{hash}/resume': async (place) => {
    const hash = await freshBundle(place, 'spec');
    await place.admin.query(`INSERT INTO policy.bundle_stop (hash, stopped_by, reason) VALUES ($1, 'spec', 'spec')`, [
      hash,
    ]);
    const resume = (bundle: string): Ask => post(`/v1/bundles/${bundle}/resume`, { reason: 'spec' });
    return { real: resume(hash), unknown: resume(noHash()), mark: hash };
  },
  'POST /v1/bundles/{hash}/activate': async (place) => {
    const hash = await checkedBundle(place, place.staff['voss']!);
    return reinstated(place, {
      real: post(`/v1/bundles/${hash}/activate`, {}),
      unknown: post(`/v1/bundles/${noHash()}/activate`, {}),
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
  'GET /v1/principals/me': ({ staff }, as) => ({
    real: get('/v1/principals/me'),
    mark: staff[as] ?? '{"kind":"resident"}',
  }),
  'GET /v1/residents/me/agreements': () => ({
    real: get('/v1/residents/me/agreements'),
    mark: '"code":"REACH"',
    secrets: ['"code":"REACH"', '"D1"'],
  }),
  'GET /v1/residents/me/sharing': () => ({
    real: get('/v1/residents/me/sharing'),
    mark: '"code":"REACH"',
    secrets: ['"code":"REACH"', '"D1"'],
  }),
  'POST /v1/residents/me/rehearsals': async (place) => {
    const { admin, residentId } = place;
    const agreement = await freshAgreement(place, 'live');
    await admin.query(
      `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, recorded_by)
       VALUES (gen_random_uuid(), $1, 'REACH', 'caseload', 'HOUSUP', 'spec')`,
      [residentId],
    );
    const mark = '"assumed":[]';
    return {
      ...{ real: post('/v1/residents/me/rehearsals', { agreement }), mark, secrets: [mark] },
      tidy: () => admin.query("DELETE FROM policy.relationship WHERE purpose = 'HOUSUP'"),
    };
  },
  'POST /v1/principals': ({ issuer }) => ({
    real: post('/v1/principals', { kind: 'practitioner', issuer, subject: randomUUID(), agency: 'REACH', roles: [] }),
  }),
  'POST /v1/principals/{id}/suspend': step('principals', 'suspend', (place) => freshPrincipal(place, 'active'), {
    unknown: randomUUID,
  }),
  'POST /v1/principals/{id}/resume': step('principals', 'resume', (place) => freshPrincipal(place, 'suspended'), {
    unknown: randomUUID,
  }),
  'POST /v1/principals/{id}/confirm': step('principals', 'confirm', waitingOfficer, { unknown: randomUUID }),
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
  'POST /v1/relationships/{id}/end': step('relationships', 'end', freshRelationship, { unknown: randomUUID }),
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
  'POST /access/v1/search/subject': searching('subject', { subject: { type: 'practitioner' } }),
  'POST /access/v1/search/resource': (place) => {
    const about = (resident: string): object => ({ type: 'record', properties: { resident, source: 'NM-ACUTE' } });
    const { REACH } = place.pseudonyms;
    const [real, unknown] = [about(REACH!), about(madeUpPseudonym())];
    return searching('resource', { resource: real }, { resource: unknown })(place);
  },
  'POST /access/v1/search/action': searching('action', {}),
  'GET /.well-known/authzen-configuration': () => ({ real: get('/.well-known/authzen-configuration') }),
};
