import type { Bundle } from '#libs/cedar';
import type { BundleDifference, ChangeOfSight } from './bundle-difference.js';
import { compareSight, type Group } from './compare-sight.js';
import { diffFiles } from './diff-files.js';
import { ANY_AGREEMENT } from './probes.js';
import { saySight } from './say-sight.js';

const NOTHING = 'No one would see more or less.';
const INCOMPARABLE = 'The two speak of requests in different words, so what they permit cannot be compared.';

function toSight(group: Group): ChangeOfSight {
  const { who, category, purpose, mode, agreement } = group.values;
  return {
    ...{ change: group.change, who: [...who], categories: [...category], purposes: [...purpose], modes: [...mode] },
    agreements: agreement.includes(ANY_AGREEMENT) ? [] : [...agreement],
    says: saySight(group),
    example: group.example,
  };
}

/**
 * What changes between two bundles, in Cedar and in plain English. Pure; perhaps seconds of work: where others wait,
 * call it in a worker thread.
 * @throws BundleError where a rule cannot be bounded
 */
export function diffBundles(before: Bundle, after: Bundle): BundleDifference {
  const groups = before.hash === after.hash ? [] : compareSight(before, after);
  const sight = groups?.map(toSight) ?? null;
  const says = sight === null ? [INCOMPARABLE] : sight.length === 0 ? [NOTHING] : sight.map((one) => one.says);
  return { before: before.hash, after: after.hash, cedar: diffFiles(before, after), sight, says };
}
