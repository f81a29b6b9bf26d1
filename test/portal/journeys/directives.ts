import type { World } from '../world.js';

interface Said {
  readonly id: string;
  readonly agreement: string | null;
  readonly status: string;
}

/** What Margaret has said, as the API tells it, and a yes of hers to D2. */
export function directivesOf(world: World): { consents(): Promise<Said[]>; giveD2(): Promise<string> } {
  const margaret = () => world.api('margaret');
  const said = '/consent/v1/residents/me/directives';
  return {
    consents: async () => (await margaret().get<{ items: Said[] }>(`${said}?limit=200`)).items,
    giveD2: async () => {
      const body = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], categories: ['FUNCTION'] };
      return (await margaret().post<{ id: string }>(said, body)).id;
    },
  };
}

/** Every sign-in has ended by doing nothing. */
export const lapseSessions = (world: World): Promise<unknown> =>
  world.sql("UPDATE portal.session SET used_at = used_at - interval '31 minutes'", []);
