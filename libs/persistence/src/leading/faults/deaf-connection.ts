import { type LeaderConnection, openLeaderConnection } from '../leader-connection.js';

/** A session whose end nobody hears of: who leads by it leads on, without the lock. */
export const deafConnection = async (...to: Parameters<typeof openLeaderConnection>): Promise<LeaderConnection> => ({
  ...(await openLeaderConnection(...to)),
  lost: new AbortController().signal,
});
