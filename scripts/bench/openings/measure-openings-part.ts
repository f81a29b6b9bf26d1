import { BenchTown } from '../bench-town.js';
import { withCpu } from '../cpu/with-cpu.js';
import { interleaved, mediansOf, type Measure } from '../interleaved.js';
import { onOwnStack } from '../on-own-stack.js';
import type { PartOptions, PartReport } from '../part.js';
import { medianCpu, medianCpuRatio, medianRatio, type Round } from '../round.js';
import { ofItems, roundOfAnswers } from '../requests/round-of-answers.js';
import { sendRequests } from '../requests/send-requests.js';
import { SameRows } from '../same-rows/same-rows.js';

const SIZES = [20, 100] as const;
/** By the size of their batches: so many at once that what is under way can be answered within its second. */
const CONNECTORS = { 20: 4, 100: 1 } as const;
type Size = (typeof SIZES)[number];
/** What a permitted opening leaves behind. */
const TABLES = ['relay.disclosure', 'audit.detail', 'audit.entry', 'audit.entry_index', 'audit.entry_key'];
const WARM_UP_SECONDS = 3;

/** A connector's openings over HTTP, in batches as connectors send them, beside the rows that they leave. */
export const measureOpeningsPart = ({ rounds, seconds }: PartOptions): Promise<PartReport> =>
  onOwnStack(async (stack) => {
    const town = await BenchTown.prepare(stack, Math.max(...SIZES.map((items) => CONNECTORS[items] * items)));
    const sameRows = await SameRows.of(stack.database, TABLES, async () => {
      const { operations } = await measureOpenings(town, SIZES[0], WARM_UP_SECONDS);
      await stack.worked().settled();
      return operations!;
    });
    const measures: Record<string, Measure> = {};
    for (const items of SIZES) {
      const rowsLoad = { callers: CONNECTORS[items], seconds, items };
      measures[`rowsBy${items}`] = () => withCpu(stack.worked([process.pid]), () => sameRows.measure(rowsLoad));
      measures[`openBy${items}`] = () => withCpu(stack.worked(), () => measureOpenings(town, items, seconds));
    }
    const seen = await interleaved(measures, rounds);
    const about = { connectors: CONNECTORS, rowsOfAnItem: sameRows.perItem };
    return { about, results: mediansOf(seen), ratios: ratiosOf(seen) };
  });

/** An operation is a delivery. */
async function measureOpenings({ stack, deliveries }: BenchTown, items: Size, seconds: number): Promise<Round> {
  const answered = await sendRequests({
    port: Number(new URL(stack.endpoints.relay!).port),
    paths: ['/v1/deliveries/open'],
    bodies: Array.from({ length: CONNECTORS[items] }, (_, at) => ({
      deliveries: deliveries.slice(at * items, (at + 1) * items),
    })),
    token: await stack.town.token('reach'),
    ...{ connections: CONNECTORS[items], seconds, once: false, expects: '"outcome":"permit"' },
  });
  return ofItems(roundOfAnswers([answered]), items);
}

function ratiosOf(seen: Readonly<Record<string, readonly Round[]>>): Record<string, number> {
  return Object.fromEntries(
    SIZES.flatMap((items) => {
      const [own, rows] = [seen[`openBy${items}`], seen[`rowsBy${items}`]];
      return [
        [`cpuMsAnItemBy${items}`, medianCpu(own)],
        [`cpuToRowsBy${items}`, medianCpuRatio(own, rows)],
        [`rateToRowsBy${items}`, medianRatio(own, rows)],
      ] as [string, number][];
    }),
  );
}
