import type { BenchRun } from './run.js';

interface Figure {
  readonly path: string;
  readonly beside: string;
  /** `<part>.<ratio>` of a run, in the order of `reach`. */
  readonly of: readonly string[];
  readonly unit?: 'percent' | 'ms' | 'bytes' | 'times';
  readonly reach: string;
  readonly goal: string;
}

/** The targets of the hot path, and where a run says how far they are met. */
const FIGURES: readonly Figure[] = [
  {
    ...{ path: 'look for one source, 16 / 64 callers', beside: 'bare endpoint: token + one INSERT' },
    ...{
      of: ['look.rateToInsert', 'look.rateToInsertAt64'],
      unit: 'percent',
      reach: '50 % / 60 %',
      goal: '75 % / 100 %',
    },
  },
  {
    ...{ path: 'look for three sources', beside: 'processor time, app + PostgreSQL (8.9 ms before)' },
    ...{ of: ['look.threeSourcesCpuMs'], unit: 'ms', reach: '≤ 3.0 ms', goal: '≤ 1.5 ms' },
  },
  {
    ...{ path: 'opening, an item of 20 / of 100', beside: 'processor time, app + PostgreSQL' },
    ...{ of: ['open.cpuMsAnItemBy20', 'open.cpuMsAnItemBy100'], unit: 'ms', reach: '⅓ of before', goal: '⅙' },
  },
  {
    ...{ path: 'opening, an item of 20 / of 100', beside: 'processor time of raw INSERTs of the same rows' },
    ...{ of: ['open.cpuToRowsBy20', 'open.cpuToRowsBy100'], unit: 'times', reach: '–', goal: '–' },
  },
  {
    ...{ path: 'AuthZEN decision at the place', beside: 'OPA / Cerbos / OpenFGA, which neither sign in nor record' },
    ...{ of: ['authzen.rateToOpa', 'authzen.rateToCerbos', 'authzen.rateToOpenfga'], unit: 'times' },
    ...{ reach: '0.35 × OPA', goal: '0.5 ×' },
  },
  {
    ...{
      path: 'accepted updates, batches / one at a time',
      beside: 'raw INSERTs of the same rows / the bare endpoint',
    },
    ...{
      of: ['updates.batchRateToRows', 'updates.rateToInsert'],
      unit: 'percent',
      reach: '30 % / 35 %',
      goal: '60 % / 60 %',
    },
  },
  {
    ...{ path: 'accepted → opened, quiet, p50 / p99', beside: '–' },
    ...{ of: ['latency.p50Ms', 'latency.p99Ms'], unit: 'ms', reach: 'p50 ≤ 25 ms', goal: 'p50 ≤ 10 ms' },
  },
  {
    ...{ path: 'outbox → Kafka, drained', beside: 'kafkajs in batches of 500' },
    ...{ of: ['kafka.drainRateToKafkajs'], unit: 'percent', reach: '40 %', goal: '55 %' },
  },
  {
    ...{
      path: 'commit → consumer at 500/s, p50 / p99',
      beside: '–',
      of: ['kafka.commitToConsumerP50Ms', 'kafka.commitToConsumerP99Ms'],
    },
    ...{ unit: 'ms', reach: '5 / 25 ms', goal: '3 / 15 ms' },
  },
  {
    ...{ path: 'withdrawal under 64 readers, p50 / p99; readers’ p99', beside: '–' },
    ...{ of: ['withdrawals.p50Ms', 'withdrawals.p99Ms', 'withdrawals.readersP99Ms'], unit: 'ms' },
    ...{ reach: '10 / 50; 200 ms', goal: 'p99 ≤ 25 ms' },
  },
  {
    ...{ path: 'residents 10 k → 1 M; directives 5 → 1,000', beside: 'itself' },
    ...{
      of: ['growth.residents1000000', 'growth.directives1000'],
      unit: 'times',
      reach: '≤ 1.5 ×; ≤ 2 ×',
      goal: '1.2 ×; 1.5 ×',
    },
  },
  {
    ...{ path: 'agreements 11 → 1,000; policies 30 → 300', beside: 'itself; the engine alone' },
    ...{ of: ['growth.agreements1000', 'growth.policies300'], unit: 'times', reach: '–', goal: '–' },
  },
  {
    ...{ path: 'entry on disk', beside: 'leaf, keys and index alone' },
    ...{ of: ['entry.bytes', 'entry.leafKeysAndIndexBytes'], unit: 'bytes', reach: '≤ 3 kB', goal: '≤ 2.5 kB' },
  },
];

/** A table in Markdown of what a run measured, beside what is to be reached. */
export function figuresOf(run: BenchRun): string {
  const { machine, rounds, seconds } = run;
  const rows = FIGURES.map(
    ({ path, beside, of, unit, reach, goal }) =>
      `| ${path} | ${beside} | ${of.map((name) => shown(ratioOf(run, name), unit)).join(' / ')} | ${reach} | ${goal} |`,
  );
  return `# Figures of a run

Written by \`npm run bench\`, not by hand: ${machine.cpus} cores, Node ${machine.node}; medians of ${rounds} rounds of ${seconds} s.

| path | beside | measured | reach | goal |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function ratioOf({ ratios }: BenchRun, name: string): number | undefined {
  const [part, ratio] = name.split('.') as [string, string];
  return ratios[part]?.[ratio];
}

function shown(value: number | undefined, unit: Figure['unit']): string {
  if (value === undefined) return 'not measured';
  if (unit === 'percent') return `${Math.round(value * 100)} %`;
  if (unit === 'bytes') return `${(value / 1000).toFixed(1)} kB`;
  return unit === 'ms' ? `${value} ms` : `${value} ×`;
}
