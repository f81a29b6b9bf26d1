import { ApiProblem, type consent } from '#libs/client';
import { isCategory } from '#libs/domain';
import type { Visit } from '../../shell/visit.js';
import { instructionFor, type KnownSharing, withoutParts } from './known-sharing.js';
import type { Recorded } from './recorded.js';
import { CHANNELS, type Told, type What } from './told.js';

type Answered = Omit<Recorded, 'besides'>;

/** Nothing was recorded, because somebody was first. */
export class Overtaken {
  /** `saidAgain`: another yes of theirs counts for all of what was to be stopped. */
  constructor(readonly saidAgain: boolean) {}
}

/**
 * Records what the resident said, alone and at once: no code, no capacity check (domain 1.15). Again with the same form has
 * no second effect. A narrowing that leaves nothing is the stop that it is, and recorded as one.
 */
export async function recordTold(
  visit: Visit,
  id: string,
  told: Told,
  sharing: KnownSharing,
): Promise<Answered | Overtaken> {
  const { broker, once } = visit;
  const what = told.what as What;
  if (what === 'refuse' || what === 'all') {
    const body = {
      ...{ instruction: 'refuse' as const, channel: CHANNELS.find((one) => one === told.channel) },
      ...(what === 'refuse' ? noTo(told, sharing) : {}),
    };
    const asked = { path: { id }, body, header: once };
    return recorded(what, await broker.post('/api/consent/v1/residents/{id}/directives', asked));
  }
  const current = sharing.given.find((one) => one.id === told.directive);
  if (what === 'narrow' && !current) return new Overtaken(false);
  const categories = what === 'narrow' && current ? withoutParts(current, told.parts, sharing.agreements) : [];
  const stops = categories.length === 0;
  try {
    const path = { id: told.directive };
    const header = { ...once, 'If-Match': `"${told.version}"` };
    const answer = stops
      ? await broker.post('/api/consent/v1/directives/{id}/withdraw', { path, query: { resident: id }, header: once })
      : await broker.patch('/api/consent/v1/directives/{id}', {
          path,
          header,
          body: { categories: categories.filter(isCategory) },
        });
    return recorded(stops ? 'stop' : 'narrow', answer);
  } catch (error) {
    if (!(error instanceof ApiProblem && (error.status === 409 || error.status === 412))) throw error;
    return new Overtaken(stops && error.document.code === 'directive-replaced');
  }
}

const recorded = (what: What, { id, effectiveAt }: consent.RecordedDirective): Answered => ({
  what,
  recordedId: id,
  effectiveAt,
});

function noTo({ agreement, parts }: Told, { stoppable }: KnownSharing): Partial<consent.DirectiveBody> {
  const to = stoppable.find(({ id }) => id === agreement);
  return { instruction: (to && instructionFor(to)) ?? 'refuse', agreement, recipients: [...parts] };
}
