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

/** Hammers one address and answers with requests a second and their durations. Rejects when any answer was no success. */
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
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${new URL(url).pathname} failed`);
  const { latency, requests } = result;
  return { perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99 };
}
