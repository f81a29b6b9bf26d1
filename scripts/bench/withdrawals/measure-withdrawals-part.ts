import { setTimeout as wait } from 'node:timers/promises';
import { warn } from '../../local/say.js';
import { BenchTown } from '../bench-town.js';
import { mediansOf } from '../interleaved.js';
import { onOwnStack } from '../on-own-stack.js';
import type { PartOptions, PartReport } from '../part.js';
import { roundOfAnswers } from '../requests/round-of-answers.js';
import { sendRequests } from '../requests/send-requests.js';
import { roundOf, type Round } from '../round.js';
import { sendBare } from '../send-bare.js';
import { percentile, rounded } from '../statistics.js';

const READERS = 64;
/** A thousand in five rounds. */
const LEAST_A_ROUND = 200;
/** For as long as she leaves the consent as it is. */
const PAUSE_MS = 20;
/** The readers come first and leave last. */
const MARGIN_MS = 250;
const GRANT = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], purposes: ['HOUSADAPT'] };

/**
 * Withdrawals at the consent API while 64 clients read the same resident: each from asking to acknowledged. She gives the
 * consent anew before each; that is not timed. Beside them, the same without a reader.
 */
export const measureWithdrawalsPart = ({ rounds, seconds }: PartOptions): Promise<PartReport> =>
  onOwnStack(async (stack) => {
    const town = await BenchTown.prepare(stack, 0);
    const seen: Record<'alone' | 'under64Readers', Round[]> = { alone: [], under64Readers: [] };
    const [withdrawn, read]: [number[], number[]] = [[], []];
    const least = rounds * LEAST_A_ROUND;
    for (let round = 1; round <= rounds || withdrawn.length < least; round += 1) {
      warn(`round ${round}: ${withdrawn.length} of ${least} withdrawals`);
      const alone = await withdraw(town, seconds / 2);
      seen.alone.push({ ...roundOf(alone), also: { withdrawals: alone.length } });
      const { withdrawals, readers, durations } = await underReaders(town, seconds);
      withdrawn.push(...withdrawals);
      read.push(...durations);
      seen.under64Readers.push({ ...roundOf(withdrawals), also: { withdrawals: withdrawals.length, ...readers } });
    }
    const ratios = {
      p50Ms: rounded(percentile(withdrawn, 0.5)),
      p99Ms: rounded(percentile(withdrawn, 0.99)),
      readersP99Ms: rounded(percentile(read, 0.99)),
    };
    return { about: { readers: READERS, withdrawals: withdrawn.length }, results: mediansOf(seen), ratios };
  });

interface UnderReaders {
  readonly withdrawals: readonly number[];
  readonly readers: Readonly<Record<string, number>>;
  readonly durations: readonly number[];
}

async function underReaders(town: BenchTown, seconds: number): Promise<UnderReaders> {
  const { port, pathname, search } = new URL(town.viewUrl('varga', 'HOUSADAPT', 'FUNCTION'));
  const token = await town.stack.town.token('varga');
  const load = { connections: READERS, seconds: seconds + (2 * MARGIN_MS) / 1000, once: false };
  const reading = sendRequests({ port: Number(port), paths: [pathname + search], token, ...load });
  await wait(MARGIN_MS);
  const withdrawals = await withdraw(town, seconds);
  const answered = await reading;
  const { perSecond = 0, p50Ms, p99Ms, also } = roundOfAnswers([answered]);
  const readers = { readersPerSecond: perSecond, readersP50Ms: p50Ms, readersP99Ms: p99Ms, ...also };
  return { withdrawals, readers, durations: answered.durations };
}

async function withdraw({ stack }: BenchTown, seconds: number): Promise<number[]> {
  const consent = `${stack.endpoints.consent}/v1`;
  const token = await stack.town.token('margaret');
  const durations: number[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const { id } = await sendBare<{ id: string }>(`${consent}/residents/me/directives`, token, GRANT);
    await wait(PAUSE_MS);
    const asked = performance.now();
    await sendBare(`${consent}/directives/${id}/withdraw`, token, {});
    durations.push(performance.now() - asked);
  }
  return durations;
}
