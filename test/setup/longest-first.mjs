/** What takes longest, the longest first: begun last, one of them would keep one core waiting for the other. */
const LONGEST = [
  'test/portal/portal.long.spec.ts',
  'test/portal/portal.spec.ts',
  'test/demo/demo.long.spec.ts',
  'test/demo/embedded.long.spec.ts',
  'test/messaging/kafka.long.spec.ts',
  'test/routes/matrix.spec.ts',
  'test/canary/canary.spec.ts',
  'test/messaging/faults/faults.long.spec.ts',
  'test/start/start-and-stop.spec.ts',
  'test/start/settings.long.spec.ts',
  'test/start/killed.long.spec.ts',
  'test/routes/odd-input.long.spec.ts',
  'test/race/faults.long.spec.ts',
  'test/engine/differential.spec.ts',
  'test/messaging/embedded-log.spec.ts',
  'test/decisions/decisions.spec.ts',
  'apps/audit/src/sequencing/sequencer.spec.ts',
  'test/race/race.spec.ts',
  'test/restore/restore.spec.ts',
  'test/truth/truth.spec.ts',
  'apps/portal/src/sign-in/no-silent-sign-in.spec.ts',
];

const placeOf = ({ path }) => {
  const place = LONGEST.findIndex((name) => path.endsWith(name));
  return place < 0 ? LONGEST.length : place;
};

/** Jest's sequencer for a fresh clone, which has no times of earlier runs to go by. */
export default class LongestFirst {
  sort(tests) {
    return [...tests].sort((a, b) => placeOf(a) - placeOf(b) || (a.path < b.path ? -1 : 1));
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
