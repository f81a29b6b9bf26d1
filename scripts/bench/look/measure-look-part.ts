import { BareEndpoint } from '../bare-endpoint.js';
import { BenchTown } from '../bench-town.js';
import { withCpu } from '../cpu/with-cpu.js';
import { interleaved, mediansOf, type Measure } from '../interleaved.js';
import { onOwnStack } from '../on-own-stack.js';
import type { OwnStack } from '../own-stack.js';
import type { PartOptions, PartReport } from '../part.js';
import { medianCpu, medianCpuRatio, medianRatio, roundOf, type Round } from '../round.js';
import { LookTown } from './look-town.js';
import { BEFORE, measureLooks } from './measure-looks.js';
import { measureThreeSources } from './measure-three-sources.js';

/** One more of them by each, for how rate and latency move with the load. */
const CALLERS = [1, 4, 16, 64] as const;
/** Of those, the ones that the targets are about. */
const COMPARED = [16, 64] as const;
const WARM_UP_SECONDS = 5;
/** Those beside what is kept of 95 in a hundred, which is compared with the endpoint and measured just after it. */
const KEPT_PERCENT = [50, 0] as const;

type Seen = Readonly<Record<string, readonly Round[]>>;

interface Measured {
  readonly stack: OwnStack;
  readonly endpoint: BareEndpoint;
  /** Looks for one source. */
  readonly town: LookTown;
  /** Looks for three. */
  readonly margaret: BenchTown;
}

/** Looks that are decided for one source, beside a bare endpoint that verifies a token and does one INSERT; and for three. */
export const measureLookPart = ({ rounds, seconds, residents, profileFolder }: PartOptions): Promise<PartReport> =>
  onOwnStack(
    async (stack) => {
      const endpoint = await BareEndpoint.start(stack);
      try {
        const town = await LookTown.prepare(stack, residents);
        const measured = { stack, endpoint, town, margaret: await BenchTown.prepare(stack, 0) };
        await warmUp(measured);
        const seen = await interleaved(measuresOf(measured, seconds), rounds);
        const about = { residents, askedAboutBefore: BEFORE };
        return { about, results: mediansOf(seen), ratios: lookRatios(seen) };
      } finally {
        await endpoint.stop();
      }
    },
    { env: { ...process.env, ...(profileFolder ? { PROFILE_DIR: profileFolder } : {}) } },
  );

function measuresOf({ stack, endpoint, town, margaret }: Measured, seconds: number): Record<string, Measure> {
  const beside =
    (measure: Measure): Measure =>
    () =>
      withCpu(stack.worked(), measure);
  const measures: Record<string, Measure> = { nothingAsked: beside(() => wait(seconds)) };
  for (const connections of CALLERS) {
    const load = { connections, seconds };
    measures[named('insertEndpoint', connections)] = () => endpoint.measure(load);
    measures[named('look95', connections)] = beside(() => measureLooks(town, { keptPercent: 95, ...load }));
    if (!COMPARED.some((callers) => callers === connections)) continue;
    for (const keptPercent of KEPT_PERCENT) {
      measures[named(`look${keptPercent}`, connections)] = beside(() => measureLooks(town, { keptPercent, ...load }));
    }
  }
  const load = { connections: COMPARED[0], seconds };
  measures['threeSourcesAt16'] = beside(() => measureThreeSources(margaret, load));
  return measures;
}

const named = (measure: string, callers: number): string => `${measure}At${callers}`;

/** Programs that have just started are compiled while they work. */
async function warmUp({ endpoint, town, margaret }: Measured): Promise<void> {
  const load = { connections: COMPARED[0], seconds: WARM_UP_SECONDS };
  await endpoint.measure(load);
  await measureLooks(town, { keptPercent: 50, ...load });
  await measureThreeSources(margaret, load);
}

/** A second of it is an operation: what the stack takes while nobody asks for anything. */
async function wait(seconds: number): Promise<Round> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return { ...roundOf([1000], 1), operations: seconds };
}

/** A look's rate and processor time against the bare endpoint's of the same round; of the looks where most is kept. */
export function lookRatios(seen: Seen): Record<string, number> {
  const compared = Object.fromEntries(
    COMPARED.flatMap((callers) => {
      const [looks, endpoint] = [seen[named('look95', callers)], seen[named('insertEndpoint', callers)]];
      const suffix = callers === COMPARED[0] ? '' : `At${callers}`;
      const cpu = medianCpuRatio(looks, endpoint);
      return [
        [`rateToInsert${suffix}`, medianRatio(looks, endpoint)],
        ...(cpu > 0 ? [[`cpuToInsert${suffix}`, cpu]] : []),
      ] as [string, number][];
    }),
  );
  const threeSources = medianCpu(seen['threeSourcesAt16']);
  return { ...compared, ...(threeSources > 0 ? { threeSourcesCpuMs: threeSources } : {}) };
}
