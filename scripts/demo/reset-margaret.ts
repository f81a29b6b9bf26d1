import type { consent } from '#libs/client';
import type { Stage } from './stage.js';

const OWN = '/api/consent/v1/residents/{id}/directives';
const ME = { path: { id: 'me' } };
const STOPS = ['ConsentRefused', 'Objected'];

/**
 * Takes back what earlier runs left of Margaret's word on HARBOUR, through her own sign-in. A withdrawal never lapses, so she
 * gives the same consent, refuses it, and lifts the refusal, while the use of her information is restricted: nothing may flow
 * at any moment of it.
 */
export async function resetMargaret(stage: Stage): Promise<void> {
  const { items } = await stage.api.as('margaret').get(OWN, { ...ME, query: { limit: 200 } });
  const left = items.filter((directive) => directive.recipients === null || directive.recipients.includes('HARBOUR'));
  for (const stop of left.filter(({ status }) => STOPS.includes(status))) await lift(stage, stop);
  const consents = left.filter(({ status }) => !STOPS.includes(status));
  if (consents.length === 0) return;
  const marsh = stage.api.as('marsh');
  const { id } = await marsh.post('/api/consent/v1/residents/{id}/restrictions', {
    path: { id: await stage.pseudonym('marsh', 'margaret') },
    body: { reason: 'accuracy-contested' },
  });
  try {
    for (const consent of consents) await end(stage, consent);
  } finally {
    await marsh.post('/api/consent/v1/restrictions/{id}/lift', { path: { id } });
  }
}

async function end(stage: Stage, consented: consent.DirectiveListItem): Promise<void> {
  const { sources, recipients, categories, purposes, agreement } = consented;
  const scope = { sources, recipients, categories, purposes, agreement };
  const margaret = stage.api.as('margaret');
  await margaret.post(OWN, { ...ME, body: { instruction: 'give', ...scope } });
  await lift(stage, await margaret.post(OWN, { ...ME, body: { instruction: 'refuse', ...scope } }));
}

function lift(stage: Stage, { id, version }: { id: string; version: number }): Promise<unknown> {
  const given = { path: { id }, header: { 'If-Match': `"${version}"` } };
  return stage.api.as('margaret').post('/api/consent/v1/directives/{id}/lift', given);
}
