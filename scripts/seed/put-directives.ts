import { ApiProblem } from '#libs/client';
import type { TownApi } from '../town/town-api.js';
import type { TownDirective } from '../town/town-data.js';

/**
 * What residents had said before the script begins, each with their own sign-in, and what officers decided of it. Said once:
 * the key repeats it.
 */
export async function putDirectives(api: TownApi, directives: readonly TownDirective[]): Promise<void> {
  for (const [at, { resident, upheldBy, ...body }] of directives.entries()) {
    const header = { 'Idempotency-Key': `town:${resident}:directive:${at}` };
    const said = { path: { id: 'me' }, header, body };
    const { id } = await api.as(resident).post('/api/consent/v1/residents/{id}/directives', said);
    if (upheldBy === undefined) continue;
    await unlessReplaced(api.as(upheldBy).post('/api/consent/v1/directives/{id}/uphold', { path: { id } }));
  }
}

/** What the resident has said since then stands. */
async function unlessReplaced(post: Promise<unknown>): Promise<void> {
  await post.catch((error: unknown) => {
    if (!(error instanceof ApiProblem && error.status === 409)) throw error;
  });
}
