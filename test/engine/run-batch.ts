import { OfficialEngine, type Bundle, type Evaluation, type PolicyEngine } from '#libs/cedar';
import { compareOn, type Difference } from './compare-engines.js';
import { Dice } from './generate/dice.js';
import { generateRequest } from './generate/generate-request.js';
import { spoilRequest } from './generate/spoil-request.js';

/** How many answers came out how: by Cedar's decision, and whether anything erred. */
export interface Tally {
  asked: number;
  allowed: number;
  /** Answered although some rule erred. */
  erring: number;
  /** Not of the schema. */
  refused: number;
}

export const emptyTally = (): Tally => ({ asked: 0, allowed: 0, erring: 0, refused: 0 });

function count(tally: Tally, { decision, errors }: Evaluation): void {
  tally.asked += 1;
  if (decision === 'allow') tally.allowed += 1;
  if (errors.some(({ rule }) => rule === null)) tally.refused += 1;
  else if (errors.length > 0) tally.erring += 1;
}

const SPOILT = 0.12;

/**
 * Puts generated requests to both engines of one bundle.
 * @returns the first difference, null where there is none
 */
export function runBatch(
  bundle: Bundle,
  makeOther: (bundle: Bundle) => PolicyEngine,
  { seed, requests }: { seed: number; requests: number },
  tally: Tally = emptyTally(),
): Difference | null {
  const engines = [new OfficialEngine(bundle), makeOther(bundle)] as const;
  const dice = new Dice(seed);
  for (let asked = 0; asked < requests; asked += 1) {
    const request = generateRequest(dice);
    const put = dice.chance(SPOILT) ? spoilRequest(dice, request) : request;
    const { answer, difference } = compareOn(engines, put, seed);
    count(tally, answer);
    if (difference) return difference;
  }
  return null;
}
