import type { relay } from '#libs/client';
import { BenchTown, newRecord } from '../bench-town.js';
import { interleaved, mediansOf } from '../interleaved.js';
import { onOwnStack } from '../on-own-stack.js';
import type { PartOptions, PartReport } from '../part.js';
import { roundOf, type Round } from '../round.js';
import { sendBare } from '../send-bare.js';
import { percentile, rounded } from '../statistics.js';

/** Of one round. */
const SAMPLES = 200;
const WARM_UP_SAMPLES = 50;
const GIVEN_UP_MS = 10_000;

/**
 * On a stack that has nothing else to do: from the answer to a post until the recipient holds the content key. Offered,
 * listed in the feed, opened; the recipient looks at the feed again as soon as its last look was answered.
 */
export const measureLatencyPart = ({ rounds }: PartOptions): Promise<PartReport> =>
  onOwnStack(async (stack) => {
    const town = await BenchTown.prepare(stack, 0);
    await acceptedToOpened(town, WARM_UP_SAMPLES);
    const all: number[] = [];
    const acceptedToOpenedRound = async (): Promise<Round> => {
      await stack.worked().settled();
      const durations = await acceptedToOpened(town, SAMPLES);
      all.push(...durations);
      return { ...roundOf(durations), operations: durations.length };
    };
    const seen = await interleaved({ acceptedToOpened: acceptedToOpenedRound }, rounds);
    const ratios = { p50Ms: rounded(percentile(all, 0.5)), p99Ms: rounded(percentile(all, 0.99)) };
    return { about: { samples: all.length }, results: mediansOf(seen), ratios };
  });

async function acceptedToOpened(town: BenchTown, samples: number): Promise<number[]> {
  const { town: api, endpoints } = town.stack;
  const [acute, reach] = await Promise.all(['nm-acute', 'reach'].map((as) => api.token(as)));
  const relay = `${endpoints.relay}/v1`;
  const resident = town.margaret('nm-acute');
  const durations: number[] = [];
  let after = await endOfFeed(town);
  for (let sample = 0; sample < samples; sample += 1) {
    await sendBare(`${relay}/records`, acute!, newRecord(resident, 'DISCHARGE'));
    const accepted = performance.now();
    const page = await listed(`${relay}/deliveries?after=${after}`, reach!);
    await sendBare(`${relay}/deliveries/open`, reach!, { deliveries: page.deliveries.map(({ id }) => id) });
    durations.push(performance.now() - accepted);
    after = page.next;
  }
  return durations;
}

async function listed(feed: string, token: string): Promise<relay.FeedView> {
  const until = performance.now() + GIVEN_UP_MS;
  while (performance.now() < until) {
    const page = await sendBare<relay.FeedView>(feed, token);
    if (page.deliveries.length > 0) return page;
  }
  throw new Error(`nothing was listed within ${GIVEN_UP_MS / 1000} s of its acceptance`);
}

async function endOfFeed(town: BenchTown): Promise<string> {
  const reach = town.stack.town.as('reach');
  for (let after = ''; ;) {
    const page = await reach.get('/api/relay/v1/deliveries', { query: { limit: 200, after } });
    if (page.deliveries.length === 0) return page.next;
    after = page.next;
  }
}
