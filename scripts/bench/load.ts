import autocannon, { type Options } from 'autocannon';
import type { Round } from './round.js';

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly token?: string;
  readonly method?: 'GET' | 'POST';
  /** Asked for before each request. */
  readonly body?: () => object;
  /** In a thread of its own, so that what the caller times meanwhile is not slowed down by it. */
  readonly apart?: boolean;
}

/**
 * Hammers one address and answers with successful requests a second and the durations of all. `failed` counts the others:
 * on a machine that is too busy, answers that come too late are dropped (design 2, promise 1).
 */
export async function load({ url, connections, seconds, token, method = 'GET', body, apart }: Load): Promise<Round> {
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
  };
  const dynamic: Options['requests'] = body && [
    { setupRequest: (request) => ({ ...request, body: JSON.stringify(body()) }) },
  ];
  const result = await autocannon({
    ...{ url, connections, duration: seconds, method, headers },
    ...(dynamic ? { requests: dynamic } : {}),
    ...(apart ? { workers: 1 } : {}),
  });
  const { latency, duration } = result;
  const failed = result.non2xx + result.errors + result.timeouts;
  if (result['2xx'] === 0) throw new Error(`no request to ${new URL(url).pathname.split('/')[2]} succeeded`);
  const operations = result['2xx'];
  return { perSecond: operations / duration, p50Ms: latency.p50, p99Ms: latency.p99, operations, also: { failed } };
}
