import type { BenchTown } from './bench-town.js';
import { load } from './load.js';
import { sendBare } from './send-bare.js';
import { roundOf, type Round } from './round.js';

const READERS = 64;
const PAUSE_MS = 20;

/**
 * Withdrawals at the consent API while 64 clients read the same resident: each from asking to acknowledged. She gives the
 * consent anew before each; that is not timed.
 */
export async function measureWithdrawals(town: BenchTown, seconds: number): Promise<Round> {
  const { endpoints, town: api } = town.stack;
  const token = await api.token('varga');
  const url = town.viewUrl('varga', 'HOUSADAPT', 'FUNCTION');
  const reading = load({ url, token, connections: READERS, seconds, apart: true });
  const consent = `${endpoints.consent}/v1`;
  const durations: number[] = [];
  const until = performance.now() + (seconds - 0.5) * 1000;
  while (performance.now() < until) {
    const { id } = await sendBare<{ id: string }>(
      `${consent}/residents/me/directives`,
      await api.token('margaret'),
      GRANT,
    );
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const asked = performance.now();
    await sendBare(`${consent}/directives/${id}/withdraw`, await api.token('margaret'), {});
    durations.push(performance.now() - asked);
  }
  const readers = await reading;
  return {
    ...roundOf(durations),
    also: {
      withdrawals: durations.length,
      readersPerSecond: readers.perSecond ?? 0,
      readersP99Ms: readers.p99Ms,
      ...readers.also,
    },
  };
}

const GRANT = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], purposes: ['HOUSADAPT'] };
