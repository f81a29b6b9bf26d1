import type { relay } from '#libs/client';
import { until } from '../demo/until.js';
import { newRecord, type BenchTown } from './bench-town.js';
import { load } from './load.js';
import { sendBare } from './send-bare.js';
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
  const { town: api, endpoints } = town.stack;
  const relayUrl = `${endpoints.edge}/api/relay/v1`;
  const acute = api.as('nm-acute');
  const reach = await api.token('reach');
  const durations: number[] = [];
  let after = await endOfFeed(town);
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await acute.post('/api/relay/v1/records', { body: newRecord(town.margaret('nm-acute'), 'DISCHARGE') });
    const accepted = performance.now();
    const page = await until('the delivery is listed', async () => {
      const found = await sendBare<relay.FeedView>(`${relayUrl}/deliveries?after=${after}`, reach);
      return found.deliveries.length > 0 ? found : undefined;
    });
    await sendBare(`${relayUrl}/deliveries/open`, reach, { deliveries: page.deliveries.map(({ id }) => id) });
    durations.push(performance.now() - accepted);
    after = page.next;
  }
  return { ...roundOf(durations), operations: SAMPLES };
}

async function endOfFeed(town: BenchTown): Promise<string> {
  const reach = town.stack.town.as('reach');
  let after = '';
  for (;;) {
    const page = await reach.get('/api/relay/v1/deliveries', { query: { limit: 200, after } });
    if (page.deliveries.length === 0) return page.next;
    after = page.next;
  }
}
