import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

const TRIES = 5;
const READS = /^(GET|HEAD)$/;

/** How long one try may take, in milliseconds. */
export type Patience = (method: string, path: string) => number;

/**
 * Asks again when the broker says "later", and when its answer does not come: a busy machine is no difference. Each write goes
 * under a key of its own, so however often it is sent it has one effect (docs/joining.md 2).
 */
export const askAgain =
  (patience: Patience) =>
  async (request: Request): Promise<Response> => {
    const asked = READS.test(request.method) ? request : withKey(request);
    const withinMs = patience(asked.method, new URL(asked.url).pathname);
    for (let tries = 1; ; tries += 1) {
      const late = AbortSignal.timeout(withinMs);
      try {
        const answer = await fetch(asked.clone(), { signal: AbortSignal.any([asked.signal, late]) });
        if (!saysLater(answer) || tries === TRIES) return answer;
        await answer.body?.cancel();
        await wait(Number(answer.headers.get('retry-after') ?? 1) * 1000);
      } catch (error) {
        if (!late.aborted || asked.signal.aborted || tries === TRIES) throw error;
      }
    }
  };

function withKey(request: Request): Request {
  const headers = new Headers(request.headers);
  if (!headers.has('idempotency-key')) headers.set('idempotency-key', randomUUID());
  return new Request(request, { headers });
}

/** Of the conflicts only the one with an earlier try of the same request says when to come back. */
const saysLater = ({ status, headers }: Response): boolean =>
  status === 503 || (status === 409 && headers.has('retry-after'));
