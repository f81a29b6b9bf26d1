import type { Visit } from '../../shell/visit.js';
import { categoriesOf, instructionFor, type KnownSharing } from './known-sharing.js';
import type { Recorded, Told, What } from './told.js';

interface Answer {
  readonly id: string;
  readonly effectiveAt: string;
}

/**
 * Records what the resident said, alone and at once: no code, no capacity check (domain 1.15). Again with the same form has
 * no second effect.
 * Undefined when what is to be narrowed is not on any more.
 * @throws ApiProblem 409 or 412 when somebody changed meanwhile what is to be stopped or narrowed
 */
export async function recordTold(
  visit: Visit,
  id: string,
  told: Told,
  sharing: KnownSharing,
): Promise<Recorded | undefined> {
  const { broker } = visit;
  const once = visit.formId === undefined ? {} : { idempotencyKey: visit.formId };
  const directive = `/api/consent/v1/directives/${encodeURIComponent(told.directive)}`;
  const what = told.what as What;
  const current = sharing.given.find((one) => one.id === told.directive);
  if (what === 'narrow' && !current) return undefined;
  const answer = await send();
  return { what, recordedId: answer.id, effectiveAt: answer.effectiveAt };

  function send(): Promise<Answer> {
    if (what === 'stop') return broker.post(`${directive}/withdraw`, once);
    if (what === 'narrow') return narrow();
    const body = { instruction: 'refuse', channel: told.channel, ...(what === 'refuse' ? scope() : {}) };
    return broker.post(`/api/consent/v1/residents/${id}/directives`, { body, ...once });
  }

  function narrow(): Promise<Answer> {
    const all = current ? categoriesOf(current, sharing.agreements) : [];
    const categories = all.filter((category) => !told.parts.includes(category));
    // Nothing would be left: then it is a stop.
    if (current && categories.length === 0) return broker.post(`${directive}/withdraw`, once);
    return broker.patch(directive, { body: { categories }, ifMatch: `"${told.version}"`, ...once });
  }

  function scope(): object {
    const agreement = sharing.stoppable.find((one) => one.id === told.agreement);
    const instruction = (agreement && instructionFor(agreement)) ?? 'refuse';
    return { instruction, agreement: told.agreement, recipients: told.parts };
  }
}
