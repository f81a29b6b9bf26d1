import type { LineChart, Point } from './line-chart.js';
import type { BenchRun } from './run.js';

const CALLERS = [1, 4, 16, 64];
const RESIDENTS = [10_000, 100_000, 1_000_000];
const NAMES = { look95: 'looks, 95 % kept', insertEndpoint: 'token + one INSERT' } as const;
type Measure = keyof typeof NAMES;

/** By file name, what a run has the figures for. */
export function chartsOf(run: BenchRun): Readonly<Record<string, LineChart>> {
  return {
    ...(run.look ? { 'throughput-by-concurrency': throughput(run), 'latency-by-load': latency(run) } : {}),
    ...(run.growth ? { 'cost-by-size': cost(run) } : {}),
  };
}

const numbersOf = (run: BenchRun, measure: Measure, of: string): number[] =>
  CALLERS.flatMap((callers) => run.look?.results[`${measure}At${callers}`]?.[of] ?? []);

const throughput = (run: BenchRun): LineChart => ({
  ...{ title: 'Throughput by concurrency', x: 'callers', y: 'requests a second', isLogX: true },
  lines: (Object.keys(NAMES) as Measure[]).map((measure) => ({
    name: NAMES[measure],
    points: numbersOf(run, measure, 'perSecond').map((rate, at): Point => [CALLERS[at]!, rate]),
  })),
});

const latency = (run: BenchRun): LineChart => ({
  ...{ title: 'Latency by load (1, 4, 16, 64 callers)', x: 'requests a second', y: 'ms' },
  lines: (Object.keys(NAMES) as Measure[]).flatMap((measure) =>
    ['p50Ms', 'p99Ms'].map((of) => ({
      name: `${measure === 'look95' ? 'looks' : 'INSERT'}, ${of.slice(0, 3)}`,
      points: numbersOf(run, measure, of).map((ms, at): Point => [numbersOf(run, measure, 'perSecond')[at]!, ms]),
    })),
  ),
});

const cost = (run: BenchRun): LineChart => ({
  ...{ title: 'Cost of a look by residents', x: 'residents', y: 'ms of processor time a look', isLogX: true },
  lines: [
    { name: 'app', of: 'cpuMsApp' },
    { name: 'PostgreSQL', of: 'cpuMsPostgres' },
  ].map(({ name, of }) => ({
    name,
    points: RESIDENTS.flatMap((residents): Point[] => {
      const ms = run.growth?.results[`residents${residents}`]?.[of];
      return ms === undefined ? [] : [[residents, ms]];
    }),
  })),
});
