import { startEndpoint, type RunningEndpoint } from '../child-process.js';
import { withCpu } from '../cpu/with-cpu.js';
import { interleaved, mediansOf, type Measure } from '../interleaved.js';
import { prepareInserts } from '../measure-inserts.js';
import { addressOfApps, startOwnStack, type OwnStack } from '../own-stack.js';
import { medianRatio, roundOf, type Result, type Round } from '../round.js';
import { LookTown } from './look-town.js';
import { BEFORE, measureLooks, roundOfPasses } from './measure-looks.js';
import { sendLooks } from './send-looks.js';

const CALLERS = [16, 64] as const;
const WARM_UP_SECONDS = 5;
/** First the one that is compared with the endpoint, measured just before it. */
const KEPT_PERCENT = [95, 50, 0] as const;

export interface LookOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly residents: number;
  /** Where the relay's CPU profile goes; none is written without it. */
  readonly profileFolder?: string;
}

export interface LookReport {
  readonly residents: number;
  readonly askedAboutBefore: number;
  readonly results: Readonly<Record<string, Result>>;
  readonly ratios: { readonly look: Readonly<Record<string, number>> };
}

type Seen = Readonly<Record<string, readonly Round[]>>;

/** Looks that are decided for one source, beside a bare endpoint that verifies a token and does one INSERT. */
export async function measureLookPart({ rounds, seconds, residents, profileFolder }: LookOptions): Promise<LookReport> {
  const stack = await startOwnStack({ ...process.env, ...(profileFolder ? { PROFILE_DIR: profileFolder } : {}) });
  let endpoint: RunningEndpoint | undefined;
  try {
    await prepareInserts(stack.database);
    const DATABASE_URL = await addressOfApps(stack);
    endpoint = await startEndpoint('insert-endpoint', { DATABASE_URL, ISSUER: stack.endpoints.identity });
    const town = await LookTown.prepare(stack, residents);
    await warmUp(town, endpoint);
    const seen = await interleaved(measuresOf(town, endpoint, seconds), rounds);
    return { residents, askedAboutBefore: BEFORE, results: mediansOf(seen), ratios: { look: lookRatios(seen) } };
  } finally {
    await endpoint?.stop();
    await stack.stop();
  }
}

function measuresOf(town: LookTown, endpoint: RunningEndpoint, seconds: number): Record<string, Measure> {
  const { stack } = town;
  const measures: Record<string, Measure> = {
    nothingAsked: () => withCpu(stack.worked(), () => wait(seconds)),
  };
  for (const connections of CALLERS) {
    measures[named('insertEndpoint', connections)] = () =>
      withCpu(stack.worked([endpoint.pid]), () => measureEndpoint(stack, endpoint, { connections, seconds }));
    for (const keptPercent of KEPT_PERCENT) {
      measures[named(`look${keptPercent}`, connections)] = () =>
        withCpu(stack.worked(), () => measureLooks(town, { keptPercent, connections, seconds }));
    }
  }
  return measures;
}

const named = (measure: string, callers: number): string => `${measure}At${callers}`;

async function measureEndpoint(
  { town, dataDir }: OwnStack,
  { url }: RunningEndpoint,
  load: { readonly connections: number; readonly seconds: number },
): Promise<Round> {
  const looks = {
    port: Number(new URL(url).port),
    paths: ['/'],
    token: await town.token('osei'),
    once: false,
    ...load,
  };
  return roundOfPasses([await sendLooks(looks, dataDir)]);
}

/** Programs that have just started are compiled while they work. */
async function warmUp(town: LookTown, endpoint: RunningEndpoint): Promise<void> {
  const load = { connections: CALLERS[0], seconds: WARM_UP_SECONDS };
  await measureEndpoint(town.stack, endpoint, load);
  await measureLooks(town, { keptPercent: 50, ...load });
}

/** A second of it is an operation: what the stack takes while nobody asks for anything. */
async function wait(seconds: number): Promise<Round> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return { ...roundOf([1000], 1), operations: seconds };
}

/** A look's rate and processor time against the bare endpoint's of the same round; of the looks where most is kept. */
export function lookRatios(seen: Seen): Record<string, number> {
  return Object.fromEntries(
    CALLERS.flatMap((callers) => {
      const [looks, endpoint] = [seen[named('look95', callers)], seen[named('insertEndpoint', callers)]];
      const suffix = callers === CALLERS[0] ? '' : `At${callers}`;
      const cpu = medianRatio(looks?.map(asCpu), endpoint?.map(asCpu));
      return [
        [`rateToInsert${suffix}`, medianRatio(looks, endpoint)],
        ...(cpu > 0 ? [[`cpuToInsert${suffix}`, cpu]] : []),
      ] as [string, number][];
    }),
  );
}

/** So that processor time is compared as rates are. */
const asCpu = (round: Round): Round => ({
  ...round,
  perSecond: (round.also?.['cpuMsApp'] ?? 0) + (round.also?.['cpuMsPostgres'] ?? 0),
});
