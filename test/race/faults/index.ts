import { cachedFacts, uncomparedFacts } from './cached-facts.sql.js';
import { keyShare } from './key-share.sql.js';
import { missingShieldTrigger, missingTrigger } from './missing-trigger.sql.js';
import { checkWithoutLock, noFence } from './no-fence.sql.js';
import { lockAndReadInOne, repeatableRead, stableFunction } from './one-snapshot.sql.js';
import { slowDisclosing, slowRevoking, type SeededFault } from './seeded-fault.js';
import { stoppedClock } from './stopped-clock.sql.js';
import { unsortedBatch, unsortedEffects } from './unsorted.sql.js';

/** Design 5 names nine; a compare without a lock and unsorted effects are ours. */
export const SEEDED_FAULTS: readonly SeededFault[] = [
  noFence,
  checkWithoutLock,
  cachedFacts,
  uncomparedFacts,
  keyShare,
  stableFunction,
  lockAndReadInOne,
  repeatableRead,
  stoppedClock,
  unsortedBatch,
  unsortedEffects,
  missingTrigger,
  // The same through another table; one of the two is enough for every run.
  ...(process.env.FULL ? [missingShieldTrigger] : []),
];

/** Every pause that the faults use, and no fault. */
export const ONLY_PAUSES: SeededFault['sabotage'] = async (admin) => {
  await slowDisclosing(admin);
  await slowRevoking(admin);
};
export { TUNING } from './seeded-fault.js';
