import { ApiProblem } from '../../api/api-problem.js';
import type { Visit } from '../../shell/visit.js';
import { instructionFor, type KnownSharing, withoutParts } from './known-sharing.js';
import type { Recorded } from './recorded.js';
import type { Told, What } from './told.js';

interface Answer {
  readonly id: string;
  readonly effectiveAt: string;
}

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
  const { broker } = visit;
  const once = visit.formId === undefined ? {} : { idempotencyKey: visit.formId };
  const directive = `/api/consent/v1/directives/${encodeURIComponent(told.directive)}`;
  const what = told.what as What;
  if (what === 'refuse' || what === 'all') {
    const body = { instruction: 'refuse', channel: told.channel, ...(what === 'refuse' ? noTo(told, sharing) : {}) };
    return recorded(what, await broker.post(`/api/consent/v1/residents/${id}/directives`, { body, ...once }));
  }
  const current = sharing.given.find((one) => one.id === told.directive);
  const scope = current ?? told.reach;
  const categories = what === 'narrow' && scope ? withoutParts(scope, told.parts, sharing.agreements) : [];
  const stops = what === 'stop' || (scope !== null && categories.length === 0);
  if (!stops && !current) return new Overtaken(false);
  try {
    const answer: Answer = stops
      ? await broker.post(`${directive}/withdraw`, once)
      : await broker.patch(directive, { body: { categories }, ifMatch: `"${told.version}"`, ...once });
    return recorded(stops ? 'stop' : 'narrow', answer);
  } catch (error) {
    if (!(error instanceof ApiProblem && (error.status === 409 || error.status === 412))) throw error;
    return new Overtaken(stops && error.document.code === 'directive-replaced');
  }
}

const recorded = (what: What, { id, effectiveAt }: Answer): Answered => ({ what, recordedId: id, effectiveAt });

function noTo({ agreement, parts }: Told, { stoppable }: KnownSharing): object {
  const to = stoppable.find(({ id }) => id === agreement);
  return { instruction: (to && instructionFor(to)) ?? 'refuse', agreement, recipients: parts };
}
