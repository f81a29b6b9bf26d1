import type { ShardWork } from '../../leading/shard-leader.js';

/** The fault: a session that begins does not look, but waits to be told; what came while nobody listened stays. */
export function looksWhenTold(work: ShardWork): ShardWork {
  let begun = false;
  return (...to) => {
    const first = !begun;
    begun = true;
    return first ? Promise.resolve(false) : work(...to);
  };
}
