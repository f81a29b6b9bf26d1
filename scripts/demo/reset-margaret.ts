import type { Directive } from './answers.js';
import type { Stage } from './stage.js';

const OWN = '/consent/v1/residents/me/directives';
const STOPS = ['ConsentRefused', 'Objected'];

/**
 * Takes back what earlier runs left of Margaret's word on HARBOUR, through her own sign-in. A withdrawal never lapses, so she
 * gives the same consent, refuses it, and lifts the refusal, while the use of her information is restricted: nothing may flow
 * at any moment of it.
 */
export async function resetMargaret(stage: Stage): Promise<void> {
  const { items } = await stage.api.get<{ items: Directive[] }>('margaret', `${OWN}?limit=200`);
  const left = items.filter((directive) => directive.recipients === null || directive.recipients.includes('HARBOUR'));
  for (const stop of left.filter(({ status }) => STOPS.includes(status))) await lift(stage, stop);
  const consents = left.filter(({ status }) => !STOPS.includes(status));
  if (consents.length === 0) return;
  const restrictions = `/consent/v1/residents/${await stage.pseudonym('marsh', 'margaret')}/restrictions`;
  const { id } = await stage.api.post<{ id: string }>('marsh', restrictions, { reason: 'accuracy-contested' });
  try {
    for (const consent of consents) await end(stage, consent);
  } finally {
    await stage.api.post('marsh', `/consent/v1/restrictions/${id}/lift`);
  }
}

async function end(stage: Stage, { sources, recipients, categories, purposes, agreement }: Directive): Promise<void> {
  const scope = { sources, recipients, categories, purposes, agreement };
  await stage.api.post('margaret', OWN, { instruction: 'give', ...scope });
  await lift(stage, await stage.api.post<Directive>('margaret', OWN, { instruction: 'refuse', ...scope }));
}

function lift(stage: Stage, { id, version }: Directive): Promise<unknown> {
  return stage.api.post('margaret', `/consent/v1/directives/${id}/lift`, {}, { ifMatch: `"${version}"` });
}
