import { medianOf, medianRatio, roundOf, type Result, type Round } from '../round.js';
import { makeEngines, requireAgreement, type Decide } from './engines.js';
import { makePlace, type BenchQuestion } from './place.js';

const RESIDENTS = 10_000;
const QUESTIONS = 4_096;
const BATCH = 16;
/** The targets: at least so many times the other's rate. */
export const ENGINE_TARGETS = { toCedarWasm: 60, toOpaWasm: 4, toByHand: 0.2 } as const;

/** What every row pays for. */
const INCLUDES =
  'the same facts in memory in the form that each takes, found by name; the question put together anew each time; ' +
  'every Cedar checks it against the schema and keeps reasons, preparedCedar (as policy:serve) its entities once, the others ' +
  'the entities of each question; byHand and opaWasm answer yes or no';

export type Ratios = Readonly<Record<keyof typeof ENGINE_TARGETS, number>>;

export interface EngineReport {
  readonly includes: string;
  readonly policies: number;
  readonly questions: number;
  readonly permitted: number;
  readonly results: Readonly<Record<string, Result>>;
  readonly ratios: Readonly<Record<string, Ratios>>;
  readonly targets: typeof ENGINE_TARGETS;
}

/** Thirty policies in one thread, reasons kept, questions put together anew; rounds interleaved. */
export async function measureEngines(rounds: number, seconds: number): Promise<EngineReport> {
  const place = makePlace(RESIDENTS, QUESTIONS);
  const engines = await makeEngines(place);
  const permitted = requireAgreement(engines, place.questions);
  const seen: Record<string, Round[]> = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, decide] of Object.entries(engines)) {
      const measured = measure(decide, place.questions, seconds / 4);
      // The first round warms up.
      if (round > 0) (seen[name] ??= []).push(measured);
    }
  }
  const results = Object.fromEntries(Object.entries(seen).map(([name, own]) => [name, medianOf(own)]));
  const ratiosOf = (own: string): Ratios => ({
    toCedarWasm: medianRatio(seen[own], seen['cedarWasm']),
    toOpaWasm: medianRatio(seen[own], seen['opaWasm']),
    toByHand: medianRatio(seen[own], seen['byHand']),
  });
  return {
    includes: INCLUDES,
    policies: 30,
    questions: QUESTIONS,
    permitted,
    results,
    ratios: { compiledCedar: ratiosOf('compiledCedar'), preparedCedar: ratiosOf('preparedCedar') },
    targets: ENGINE_TARGETS,
  };
}

/**
 * Decisions a second of processor time, so that what else the machine does takes nothing away. Durations are of batches,
 * divided, by the clock on the wall: one decision is shorter than it can tell.
 */
function measure(decide: Decide, questions: readonly BenchQuestion[], seconds: number): Round {
  const durations: number[] = [];
  const before = process.cpuUsage();
  const began = performance.now();
  let decided = 0;
  let at = began;
  while (at - began < seconds * 1000) {
    for (let item = 0; item < BATCH; item += 1) {
      decide(questions[decided % questions.length]!);
      decided += 1;
    }
    const now = performance.now();
    durations.push((now - at) / BATCH);
    at = now;
  }
  const spent: Readonly<Record<string, number>> = { ...process.cpuUsage(before) };
  const spentMicroseconds = Object.values(spent).reduce((sum, part) => sum + part, 0);
  return roundOf(durations, decided / (spentMicroseconds / 1_000_000));
}
