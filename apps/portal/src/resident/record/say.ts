import type { consent } from '#libs/client';
import { Redirect } from '../../shell/page.js';
import type { Visit } from '../../shell/visit.js';
import { ME } from './read-record.js';

/** Records what a resident says, once for each form, and leads to its confirmation. */
export async function say({ broker, once }: Visit, body: consent.DirectiveBody): Promise<Redirect> {
  const asked = { path: ME, body, header: once };
  const { id } = await broker.post('/api/consent/v1/residents/{id}/directives', asked);
  return new Redirect(`/resident/choices/${id}/done`);
}
