import type { Directive } from './answers.js';
import type { Stage } from './stage.js';

const LATER_MS = 365 * 86_400_000;
const OWN = '/consent/v1/residents/me/directives';

/**
 * Takes back what earlier runs left of Margaret's word on HARBOUR, through her own sign-in: a withdrawal never lapses, so
 * she gives the same consent for next year, refuses it, and lifts the refusal. Nothing may flow at any moment of it.
 */
export async function resetMargaret(stage: Stage): Promise<void> {
  const { items } = await stage.api.get<{ items: Directive[] }>('margaret', `${OWN}?limit=200`);
  const left = items.filter((directive) => directive.recipients === null || directive.recipients.includes('HARBOUR'));
  for (const directive of left) {
    if (directive.status === 'ConsentRefused' || directive.status === 'Objected') await lift(stage, directive);
    else await end(stage, directive);
  }
}

async function end(stage: Stage, { sources, recipients, categories, purposes, agreement }: Directive): Promise<void> {
  const scope = { sources, recipients, categories, purposes, agreement };
  const startsAt = new Date(Date.now() + LATER_MS).toISOString();
  await stage.api.post('margaret', OWN, { instruction: 'give', ...scope, startsAt });
  await lift(stage, await stage.api.post<Directive>('margaret', OWN, { instruction: 'refuse', ...scope }));
}

function lift(stage: Stage, { id, version }: Directive): Promise<unknown> {
  return stage.api.post('margaret', `/consent/v1/directives/${id}/lift`, {}, { ifMatch: `"${version}"` });
}
