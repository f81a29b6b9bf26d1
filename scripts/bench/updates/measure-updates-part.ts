import { BareEndpoint } from '../bare-endpoint.js';
import { BenchTown, newRecord } from '../bench-town.js';
import { withCpu } from '../cpu/with-cpu.js';
import { interleaved, mediansOf } from '../interleaved.js';
import { onOwnStack } from '../on-own-stack.js';
import type { PartOptions, PartReport } from '../part.js';
import { ofItems, roundOfAnswers } from '../requests/round-of-answers.js';
import { sendRequests } from '../requests/send-requests.js';
import { medianCpuRatio, medianRatio, type Round } from '../round.js';
import { SameRows } from '../same-rows/same-rows.js';

const CALLERS = 16;
const SENDERS = 4;
const BATCH = 100;
/** What an update leaves that is offered to nobody. */
const TABLES = ['relay.record'];
const WARM_UP_SECONDS = 3;
/** More than can be accepted, so that nothing is sent twice. */
const MOST_PER_SECOND = { one: 4_000, batches: 50 };

/**
 * Updates accepted: validated, sealed and committed before the answer. That offers follow, to nobody, is in the processor
 * time. By one beside the bare endpoint, in batches beside the rows that stay of them.
 */
export const measureUpdatesPart = ({ rounds, seconds }: PartOptions): Promise<PartReport> =>
  onOwnStack(async (stack) => {
    const endpoint = await BareEndpoint.start(stack);
    try {
      const town = await BenchTown.prepare(stack, 0);
      const bare = { connections: CALLERS, seconds };
      await endpoint.measure({ ...bare, seconds: WARM_UP_SECONDS });
      await acceptOneByOne(town, WARM_UP_SECONDS);
      const sameRows = await SameRows.of(stack.database, TABLES, async () => {
        const { operations } = await acceptBatches(town, WARM_UP_SECONDS);
        await stack.worked().settled();
        return operations!;
      });
      const rowsLoad = { callers: SENDERS, seconds, items: BATCH };
      const measures = {
        insertEndpoint: () => endpoint.measure(bare),
        oneByOne: () => withCpu(stack.worked(), () => acceptOneByOne(town, seconds)),
        rowsByBatches: () => withCpu(stack.worked([process.pid]), () => sameRows.measure(rowsLoad)),
        batches: () => withCpu(stack.worked(), () => acceptBatches(town, seconds)),
      };
      const seen = await interleaved(measures, rounds);
      const about = { callers: CALLERS, senders: SENDERS, batch: BATCH, rowsOfAnItem: sameRows.perItem };
      return { about, results: mediansOf(seen), ratios: ratiosOf(seen) };
    } finally {
      await endpoint.stop();
    }
  });

function acceptOneByOne(town: BenchTown, seconds: number): Promise<Round> {
  const bodies = Array.from({ length: seconds * MOST_PER_SECOND.one }, (_, at) => recordOf(town, at));
  return accept(town, { path: '/v1/records', bodies, connections: CALLERS, seconds });
}

async function acceptBatches(town: BenchTown, seconds: number): Promise<Round> {
  const bodies = Array.from({ length: seconds * MOST_PER_SECOND.batches }, (_, request) => ({
    records: Array.from({ length: BATCH }, (_record, at) => recordOf(town, request * BATCH + at)),
  }));
  return ofItems(await accept(town, { path: '/v1/records/batch', bodies, connections: SENDERS, seconds }), BATCH);
}

/** About one of many in turn: one resident is the unit of order. */
const recordOf = ({ others }: BenchTown, at: number): object => newRecord(others[at % others.length]!, 'ABOUTME');

interface Accepting {
  readonly path: string;
  readonly bodies: readonly object[];
  readonly connections: number;
  readonly seconds: number;
}

async function accept({ stack }: BenchTown, { path, ...rest }: Accepting): Promise<Round> {
  const port = Number(new URL(stack.endpoints.relay!).port);
  const token = await stack.town.token('nm-asc');
  const load = { token, once: true, expects: '"status":"accepted"', ...rest };
  return roundOfAnswers([await sendRequests({ port, paths: [path], ...load })]);
}

const ratiosOf = (seen: Readonly<Record<string, readonly Round[]>>): Record<string, number> => ({
  rateToInsert: medianRatio(seen['oneByOne'], seen['insertEndpoint']),
  cpuToInsert: medianCpuRatio(seen['oneByOne'], seen['insertEndpoint']),
  batchRateToRows: medianRatio(seen['batches'], seen['rowsByBatches']),
  batchCpuToRows: medianCpuRatio(seen['batches'], seen['rowsByBatches']),
});
