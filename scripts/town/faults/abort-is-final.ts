import type { Patience } from '../ask-again.js';

/** What stood here before: whoever was kept waiting gave up, although the broker had done it. */
export const abortIsFinal =
  (patience: Patience) =>
  (request: Request): Promise<Response> => {
    const late = AbortSignal.timeout(patience(request.method, new URL(request.url).pathname));
    return fetch(request.clone(), { signal: AbortSignal.any([request.signal, late]) });
  };
