import { randomUUID } from 'node:crypto';
import { freshRecord } from '../place/fresh.js';
import { aboutMargaret } from './about-margaret.js';
import { raisedAlert } from '../place/alert.js';
import { madeUpPseudonym, type Asking } from './question.js';

const get = (path: string) => ({ method: 'GET', path });
const post = (path: string, body?: unknown) => ({ method: 'POST', path, ...(body === undefined ? {} : { body }) });
const update = (resident: string) => ({
  resident,
  sourceId: randomUUID(),
  sourceVersion: 1,
  category: 'DEMOG',
  body: { text: 'new' },
});

export const RELAY: Readonly<Record<string, Asking>> = {
  'POST /v1/records': ({ pseudonyms }) => ({
    real: post('/v1/records', update(pseudonyms['REACH']!)),
    unknown: post('/v1/records', update(madeUpPseudonym())),
  }),
  'POST /v1/records/batch': ({ pseudonyms }) => ({
    real: post('/v1/records/batch', { records: [update(pseudonyms['REACH']!)] }),
    unknown: post('/v1/records/batch', { records: [update(madeUpPseudonym())] }),
  }),
  'GET /v1/records/{id}/deliveries': ({ recordId }) => ({
    real: get(`/v1/records/${recordId}/deliveries`),
    unknown: get(`/v1/records/${randomUUID()}/deliveries`),
    mark: '"agency":"NM-ACUTE"',
  }),
  'POST /v1/records/{id}/retract': async (place) => ({
    real: post(`/v1/records/${await freshRecord(place)}/retract`),
    unknown: post(`/v1/records/${randomUUID()}/retract`),
  }),
  'GET /v1/residents/{id}/records': (place, as) => ({
    ...aboutMargaret(place, as, (name) => ({ real: get(`/v1/residents/${name}/records?purpose=COC&category=MEDS`) })),
    mark: place.seenRecordId,
  }),
  'GET /v1/residents/{id}/deliveries': (place, as) => ({
    ...aboutMargaret(place, as, (name) => ({ real: get(`/v1/residents/${name}/deliveries`) })),
    mark: place.recordId,
  }),
  'POST /v1/deliveries/open': ({ deliveryId }) => ({
    real: post('/v1/deliveries/open', { deliveries: [deliveryId] }),
    unknown: post('/v1/deliveries/open', { deliveries: [randomUUID()] }),
    mark: `"id":"${deliveryId}","outcome":"permit"`,
  }),
  'GET /v1/deliveries': ({ deliveryId }) => ({ real: get('/v1/deliveries?limit=200'), mark: deliveryId }),
  'GET /v1/notices': async (place) => ({ real: get('/v1/notices?limit=200'), mark: await raisedAlert(place) }),
  'GET /v1/recalls': ({ recallId }) => ({ real: get('/v1/recalls'), mark: recallId }),
  'POST /v1/recalls/{id}/answers': ({ recallId }) => ({
    real: post(`/v1/recalls/${recallId}/answers`, { answer: 'received' }),
    unknown: post(`/v1/recalls/${randomUUID()}/answers`, { answer: 'received' }),
  }),
  'GET /v1/residents/me/recalls': () => ({
    real: get('/v1/residents/me/recalls'),
    mark: '"agency":"REACH"',
    secrets: ['REACH', 'MEDS'],
  }),
};
