import { until } from '../demo/until.js';
import { newRecord, type BenchTown, type FeedPage } from './bench-town.js';
import { load } from './load.js';
import { untilIdle } from './own-stack.js';
import { roundOf, type Round } from './round.js';

const CONNECTIONS = 16;
const SAMPLES = 60;

/** Updates accepted one a request: validated, sealed and committed before the answer; offering them follows behind. */
export async function measureAccepting(town: BenchTown, seconds: number): Promise<Round> {
  const token = await town.stack.town.token('nm-asc');
  const url = `${town.stack.endpoints.relay}/v1/records`;
  let turn = 0;
  const body = (): object => newRecord(town.others[(turn += 1) % town.others.length]!, 'ABOUTME');
  const round = await load({ url, token, method: 'POST', body, connections: CONNECTIONS, seconds });
  await untilIdle(town.stack.database);
  return round;
}

/** From the answer to a post until the recipient holds the content key: offered, listed in the feed, opened. */
export async function measureAcceptedToOpened(town: BenchTown): Promise<Round> {
  const { town: api } = town.stack;
  const durations: number[] = [];
  let after = await endOfFeed(town);
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await api.post('nm-acute', '/relay/v1/records', newRecord(town.margaret('nm-acute'), 'DISCHARGE'));
    const accepted = performance.now();
    const page = await until('the delivery is listed', async () => {
      const found = await api.get<FeedPage>('reach', `/relay/v1/deliveries?after=${after}`);
      return found.deliveries.length > 0 ? found : undefined;
    });
    await api.post('reach', '/relay/v1/deliveries/open', { deliveries: page.deliveries.map(({ id }) => id) });
    durations.push(performance.now() - accepted);
    after = page.next;
  }
  return roundOf(durations);
}

async function endOfFeed(town: BenchTown): Promise<string> {
  let after = '';
  for (;;) {
    const page = await town.stack.town.get<FeedPage>('reach', `/relay/v1/deliveries?limit=200${after}`);
    if (page.deliveries.length === 0) return page.next;
    after = `&after=${page.next}`;
  }
}
