import { randomUUID } from 'node:crypto';
import type { Settled } from '../routes/place/settle.js';
import { CANARY, CANARY_CAST } from './canaries.js';
import type { CanaryPlace } from './canary-place.js';

/** What happens on any day, refusals among it; returns what Pell saw, which must hold what the agencies sent. */
export async function everyday(place: CanaryPlace, settled: Settled): Promise<string> {
  const { send, staff } = place;
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
  await circumstances(place, reach);
  return seen.text;
}

/** What protects her is recorded, with more said than is asked for; and she is looked for by an agency's own number. */
async function circumstances({ send }: CanaryPlace, reach: string): Promise<void> {
  const { person, text } = CANARY_CAST;
  const { familyName, birthDate } = person;
  const post = (as: string, path: string, body: unknown) => send('consent', as, { method: 'POST', path, body });
  const ofHer = (what: string): string => `/v1/residents/${reach}/${what}`;
  await post('reach', '/v1/residents/lookup', { familyName, birthDate, localId: `R-${CANARY.localId}` });
  await post('pell', ofHer('opt-outs'), { channel: 'phone' });
  const assessed = { agreement: 'D1', lacks: true, assessedAt: new Date().toISOString() };
  await post('pell', ofHer('capacity-assessments'), assessed);
  await post('pell', ofHer('capacity-assessments'), { ...assessed, note: text });
  await post('pell', ofHer('best-interests'), { agreement: 'D1', authority: 'deputy' });
  await post('pell', ofHer('best-interests'), { agreement: text, authority: familyName });
  const shield = await post('pell', ofHer('shields'), { reason: text });
  const { id } = JSON.parse(shield.text) as { id: string };
  const allowance = {
    agency: 'HARBOUR',
    reason: 'repair-visit',
    until: new Date(Date.now() + 86_400_000).toISOString(),
  };
  await post('pell', `/v1/shields/${id}/allowances`, allowance);
  await post('pell', `/v1/shields/${id}/allowances`, { ...allowance, reason: text });
  await send('consent', 'pell', { method: 'GET', path: ofHer('shields') });
  await send('relay', 'reach-ig', { method: 'GET', path: '/v1/notices' });
}
