import { randomUUID } from 'node:crypto';
import type { Settled } from '../routes/place/settle.js';
import { CANARY, CANARY_CAST } from './canaries.js';
import type { CanaryPlace } from './canary-place.js';

/** What happens on any day, refusals among it; returns what Pell saw, which must hold what the agencies sent. */
export async function everyday({ send, staff }: CanaryPlace, settled: Settled): Promise<string> {
  const { person, localId, text } = CANARY_CAST;
  const reach = settled.pseudonyms['REACH']!;
  const post = (app: 'consent' | 'policy' | 'relay', as: string, path: string, body: unknown, headers = {}) =>
    send(app, as, { method: 'POST', path, body, headers });
  // Known to one agency, not to another, and not to be asked for by NHS number by a third.
  const { nhsNumber: _private, ...withoutNumber } = person;
  for (const as of ['reach', 'harbour', 'harbour-ig', 'reach-ig'])
    await post('consent', as, '/v1/residents/lookup', withoutNumber);
  for (const as of ['reach', 'harbour']) await post('consent', as, '/v1/residents/lookup', person);
  await post('consent', 'harbour', '/v1/residents/link', { ...withoutNumber, localId, birthDate: '1931-07-20' });
  await post(
    'consent',
    'nm-acute',
    '/v1/residents',
    { ...person, familyName: `${person.familyName}-Other`, givenName: CANARY.givenName, localId },
    { 'idempotency-key': randomUUID() },
  );
  // A record that contradicts, is late, too large, or of somebody unknown.
  const update = { resident: reach, sourceId: 'R-1', sourceVersion: 2, category: 'FUNCTION', body: { text, person } };
  await post('relay', 'reach', '/v1/records', update);
  await post('relay', 'reach', '/v1/records', { ...update, body: { text: `${text}!` } });
  await post('relay', 'reach', '/v1/records', { ...update, sourceVersion: 1 });
  await post('relay', 'reach', '/v1/records', { ...update, sourceVersion: 3, body: { text: text.repeat(3_000) } });
  await post('relay', 'reach', '/v1/records/batch', {
    records: [
      { ...update, sourceVersion: 4, body: { text: '\u0000', more: text } },
      { ...update, resident: 'a'.repeat(26) },
    ],
  });
  // Advice, with more said than was asked for.
  await post('policy', 'reach', '/access/v1/evaluation', {
    subject: { type: 'practitioner', id: staff['pell'], properties: { name: person.familyName } },
    action: { name: 'read', properties: { note: text } },
    resource: { type: 'record', id: 'MEDS', properties: { resident: reach, source: 'NM-ACUTE' } },
    context: { purpose: 'COC' },
  });
  await post('policy', 'marsh', '/v1/category-stops', {
    category: 'ASB',
    reason: `seen with ${person.familyName}: ${text}`,
  });
  await send('policy', 'marsh', { method: 'DELETE', path: '/v1/category-stops/ASB' });
  // Looks: permitted, refused, and by officers.
  await send('relay', 'pell', {
    method: 'GET',
    path: `/v1/residents/${reach}/records?purpose=COC&category=FINANCE,MEDS`,
  });
  await send('relay', 'reach', { method: 'GET', path: '/v1/deliveries' });
  await send('audit', 'reach-ig', { method: 'GET', path: '/v1/entries' });
  await send('audit', 'reach-ig', { method: 'GET', path: `/v1/entries/${settled.entryId}` });
  await send('audit', 'margaret', { method: 'GET', path: '/v1/residents/me/history' });
  const seen = await send('relay', 'pell', {
    method: 'GET',
    path: `/v1/residents/${reach}/records?purpose=COC&category=MEDS`,
  });
  return seen.text;
}
