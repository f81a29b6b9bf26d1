import { Redirect } from '../../shell/page.js';
import type { Visit } from '../../shell/visit.js';
import type { Directive } from './answers.js';

/** Records what a resident says, and leads to its confirmation. */
export async function say(visit: Visit, instruction: object): Promise<Redirect> {
  const sending = { body: instruction, idempotencyKey: visit.formId! };
  const { id } = await visit.broker.post<Directive>('/api/consent/v1/residents/me/directives', sending);
  return new Redirect(`/resident/choices/${id}/done`);
}
