import type { TownApi } from '../town/town-api.js';
import type { TownDirective } from '../town/town-data.js';

/**
 * What residents had said before the script begins, each with their own sign-in, and what officers decided of it. Said once:
 * the key repeats it.
 */
export async function putDirectives(api: TownApi, directives: readonly TownDirective[]): Promise<void> {
  for (const [at, { resident, upheldBy, ...said }] of directives.entries()) {
    const idempotencyKey = `town:${resident}:directive:${at}`;
    const path = '/consent/v1/residents/me/directives';
    const { id } = await api.post<{ id: string }>(resident, path, said, { idempotencyKey });
    if (upheldBy !== undefined) await unlessReplaced(api.post(upheldBy, `/consent/v1/directives/${id}/uphold`));
  }
}

/** What the resident has said since then stands. */
async function unlessReplaced(post: Promise<unknown>): Promise<void> {
  await post.catch((error: unknown) => {
    if ((error as { status?: number }).status !== 409) throw error;
  });
}
