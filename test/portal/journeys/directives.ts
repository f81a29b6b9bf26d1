import type { consent } from '#libs/client';
import type { World } from '../world.js';

const SAID = '/api/consent/v1/residents/{id}/directives';
const ME = { path: { id: 'me' } };

/** What Margaret has said, as the API tells it, and a yes of hers to D2. */
export function directivesOf(world: World) {
  const say = async (body: consent.DirectiveBody): Promise<string> =>
    (await world.api('margaret').post(SAID, { ...ME, body })).id;
  return {
    say,
    consents: async () => (await world.api('margaret').get(SAID, { ...ME, query: { limit: 200 } })).items,
    giveD2: () => say({ instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], categories: ['FUNCTION'] }),
    withdraw: (id: string) => world.api('margaret').post('/api/consent/v1/directives/{id}/withdraw', { path: { id } }),
  };
}

/** Every sign-in has ended by doing nothing. */
export const lapseSessions = (world: World): Promise<unknown> =>
  world.sql("UPDATE portal.session SET used_at = used_at - interval '31 minutes'", []);
