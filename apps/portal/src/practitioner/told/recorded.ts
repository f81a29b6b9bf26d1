import type { Visit } from '../../shell/visit.js';
import { typed } from '../../shell/typed.js';
import { type What, WHATS } from './told.js';

export interface Recorded {
  readonly what: What;
  readonly recordedId: string;
  readonly effectiveAt: string;
  /** Another yes of theirs was about the same as what ended. */
  readonly besides: boolean;
}

const keptAs = (id: string): string => `practitioner-told-${id}`;

/** What was recorded last about this person, for the page that says so. */
export async function keepRecorded(visit: Visit, id: string, recorded: Recorded): Promise<void> {
  await visit.keep(keptAs(id), { ...recorded, besides: recorded.besides ? 'yes' : '' });
}

export function recordedOf(visit: Visit, id: string): Recorded | undefined {
  const kept = visit.answers(keptAs(id));
  const what = WHATS.find((one) => one === typed(kept, 'what'));
  const recordedId = typed(kept, 'recordedId');
  return what === undefined || recordedId === ''
    ? undefined
    : { what, recordedId, effectiveAt: typed(kept, 'effectiveAt'), besides: typed(kept, 'besides') === 'yes' };
}
