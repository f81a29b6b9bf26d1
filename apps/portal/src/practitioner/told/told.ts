import type { DirectiveReach } from '#libs/domain';
import type { Fields } from '../../session/session.js';
import type { Visit } from '../../shell/visit.js';
import { ticked, typed } from '../../shell/typed.js';

/**
 * What a resident told a practitioner, as far as the journey has come. Stopping is never more work than granting: nothing is
 * proved and nobody else is asked (domain 1.15).
 */
export interface Told {
  readonly what: What | undefined;
  /** Of a stop or a narrowing: which of the things that they agreed to, and the version that the practitioner saw. */
  readonly directive: string;
  readonly version: string;
  /** What that was about when it was chosen, to find again what stands of it; null until then. */
  readonly reach: DirectiveReach | null;
  /** Of a no in advance. */
  readonly agreement: string;
  /** What is to end: categories of a narrowing, recipients of a no. */
  readonly parts: readonly string[];
  readonly channel: string;
}

export const NOTHING_TOLD: Told = {
  ...{ what: undefined, directive: '', version: '', reach: null },
  ...{ agreement: '', parts: [], channel: '' },
};

export const WHATS = ['stop', 'narrow', 'refuse', 'all'] as const;
export type What = (typeof WHATS)[number];

/** The questions of each way through, in their order; the check follows. */
export const STEPS = {
  stop: ['which'],
  narrow: ['which', 'part'],
  refuse: ['which', 'part', 'channel'],
  all: ['channel'],
} as const satisfies Record<What, readonly Step[]>;
export type Step = 'what' | 'which' | 'part' | 'channel';

export const CHANNELS = ['in-person', 'phone', 'letter'] as const;

export const isStep = (text: string): text is Step => ['what', 'which', 'part', 'channel'].includes(text);

const journey = (id: string): string => `practitioner-told-${id}`;

export function toldSoFar(visit: Visit, id: string): Told {
  // What was recorded is over: the next journey begins without its answers.
  const kept = recordedOf(visit, id) ? {} : visit.answers(journey(id));
  return {
    what: WHATS.find((what) => what === typed(kept, 'what')),
    directive: typed(kept, 'directive'),
    version: typed(kept, 'version'),
    reach: reachIn(typed(kept, 'reach')),
    agreement: typed(kept, 'agreement'),
    parts: ticked(kept, 'parts'),
    channel: typed(kept, 'channel'),
  };
}

export async function keepTold(visit: Visit, id: string, told: Told): Promise<void> {
  const reach = told.reach === null ? '' : JSON.stringify(told.reach);
  const fields: Fields = { ...told, what: told.what ?? '', reach };
  await visit.keep(journey(id), fields);
}

/** As `keepTold` wrote it: the session is sealed, and nobody else writes into it. */
const reachIn = (kept: string): DirectiveReach | null => (kept === '' ? null : (JSON.parse(kept) as DirectiveReach));

/** What was recorded, for the page that says so. The journey's answers end here: going back records nothing twice. */
export async function keepRecorded(visit: Visit, id: string, recorded: Recorded): Promise<void> {
  await visit.keep(journey(id), { ...recorded, besides: recorded.besides ? 'yes' : '' });
}

export interface Recorded {
  readonly what: What;
  readonly recordedId: string;
  readonly effectiveAt: string;
  /** Another yes of theirs was about the same as what ended. */
  readonly besides: boolean;
}

export function recordedOf(visit: Visit, id: string): Recorded | undefined {
  const kept = visit.answers(journey(id));
  const what = WHATS.find((one) => one === typed(kept, 'what'));
  const recordedId = typed(kept, 'recordedId');
  return what === undefined || recordedId === ''
    ? undefined
    : { what, recordedId, effectiveAt: typed(kept, 'effectiveAt'), besides: typed(kept, 'besides') === 'yes' };
}

/** Where the journey goes after a step: `which`, `part`, `channel` or `check`. */
export function stepAfter(told: Told, step: Step): string {
  const steps: readonly Step[] = told.what === undefined ? [] : STEPS[told.what];
  return steps[steps.indexOf(step) + 1] ?? 'check';
}

/** The first question that is still without an answer, or undefined when all may be checked. */
export function firstUnanswered(told: Told): Step | undefined {
  if (told.what === undefined) return 'what';
  return (STEPS[told.what] as readonly Step[]).find((step) => {
    if (step === 'which') return told.what === 'refuse' ? told.agreement === '' : told.directive === '';
    return step === 'part' ? told.parts.length === 0 : told.channel === '';
  });
}
