/** What takes longest, the longest first: begun last, one of them would keep one core waiting for the other. */
const LONGEST = [
  'test/portal/portal.spec.ts',
  'test/demo/demo.spec.ts',
  'test/engine/differential.spec.ts',
  'test/messaging/kafka.spec.ts',
  'test/start/settings.spec.ts',
  'test/start/start-and-stop.spec.ts',
  'test/messaging/faults/faults.spec.ts',
  'test/routes/matrix.spec.ts',
  'test/race/faults.spec.ts',
  'test/canary/canary.spec.ts',
  'test/messaging/embedded-log.spec.ts',
  'apps/audit/src/sequencing/sequencer.spec.ts',
  'test/decisions/decisions.spec.ts',
  'test/race/race.spec.ts',
  'test/race/stopped/relay.spec.ts',
  'test/decisions/seeded-faults.spec.ts',
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
