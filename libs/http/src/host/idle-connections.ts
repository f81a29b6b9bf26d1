import type { RequestListener } from 'node:http';

/**
 * Milliseconds that a connection without a request is kept by who asks and by who answers. Both may end it at any time (RFC 9112
 * 9.3), and a request that crosses the answerer's end is lost: nobody knows whether it was begun, and nothing of ours is sent
 * twice. So whoever asks lets go first, and by more than a busy process is ever late.
 */
export const IDLE_MS = { asker: 30_000, answerer: 72_000 } as const;

/**
 * Tells whoever asks how long to keep the connection, which is less than it is kept here. Node's `fetch` goes by it (two seconds
 * sooner), and so do its agents (one second) where they have a `timeout` of their own; unasked, Node would tell them our own time.
 */
export function tellIdle(answer: RequestListener, idle: { readonly asker: number } = IDLE_MS): RequestListener {
  const told = `timeout=${Math.floor(idle.asker / 1_000)}`;
  return (request, response) => {
    response.setHeader('keep-alive', told);
    answer(request, response);
  };
}
