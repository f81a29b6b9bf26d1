import { ApiProblem } from '#libs/client';
import { inParallel } from '../town/in-parallel.js';
import type { TownApi } from '../town/town-api.js';
import type { TownDirective } from '../town/town-data.js';

const AT_ONCE = 5;

/**
 * What residents had said before the script begins, each in the order of theirs and with their own sign-in, and what officers
 * decided of it. Said once: the key repeats it.
 */
export async function putDirectives(api: TownApi, directives: readonly TownDirective[]): Promise<void> {
  const all = [...directives.entries()];
  const residents = [...new Set(directives.map(({ resident }) => resident))];
  await inParallel(residents, AT_ONCE, async (said) =>
    putOwn(
      api,
      all.filter(([, { resident }]) => resident === said),
    ),
  );
}

async function putOwn(api: TownApi, own: readonly (readonly [number, TownDirective])[]): Promise<void> {
  for (const [at, { resident, upheldBy, ...body }] of own) {
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
