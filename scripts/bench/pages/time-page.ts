import type { Round } from '../round.js';
import { percentile } from '../statistics.js';

/** How long the portal waited for the APIs, in ms, by its own word; NaN for an answer that says nothing of it. */
export const apiMsOf = ({ headers }: Response): number =>
  Number(/api;dur=([\d.]+)/.exec(headers.get('server-timing') ?? '')?.[1] ?? Number.NaN);

/**
 * Asks for one page so many times, one after the other, and once at least until `longestMs` have passed: from asking to the
 * last byte, and how much of that is the portal's own. Answers with the status instead when it is another than 200.
 */
export async function timePage(
  ask: () => Promise<Response>,
  times: number,
  longestMs = Infinity,
): Promise<Round | number> {
  const whole: number[] = [];
  const own: number[] = [];
  const until = performance.now() + longestMs;
  while (whole.length < times && (whole.length === 0 || performance.now() < until)) {
    const asked = performance.now();
    const response = await ask();
    await response.arrayBuffer();
    const took = performance.now() - asked;
    if (response.status !== 200) return response.status;
    whole.push(took);
    own.push(took - apiMsOf(response));
  }
  const [p50Ms, p99Ms] = [percentile(whole, 0.5), percentile(whole, 0.99)];
  const ownMs = { ownP50Ms: percentile(own, 0.5), ownP95Ms: percentile(own, 0.95) };
  return { p50Ms, p99Ms, also: { p95Ms: percentile(whole, 0.95), ...ownMs, times: whole.length } };
}
