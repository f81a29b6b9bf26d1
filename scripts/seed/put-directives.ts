import type { TownApi } from '../town/town-api.js';
import type { TownDirective } from '../town/town-data.js';

/** What residents had said before the script begins, each with their own sign-in. Said once: the key repeats it. */
export async function putDirectives(api: TownApi, directives: readonly TownDirective[]): Promise<void> {
  for (const [at, { resident, ...said }] of directives.entries()) {
    const idempotencyKey = `town:${resident}:directive:${at}`;
    await api.post(resident, '/consent/v1/residents/me/directives', said, { idempotencyKey });
  }
}
