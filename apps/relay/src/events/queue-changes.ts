import type { Effect } from '#libs/contracts';
import type { EventHandler, ReceivedEvent } from '#libs/messaging';
import type { SqlExecutor } from '#libs/persistence';
import { queueForMany } from './queue-for-many.js';
import { readChange } from './read-change.js';

export type WorkKind = 'backfill' | 'sweep';

/** First what ends, so that there is room for what may come in its place. */
export const workOf = ({ mayOpen, mayEnd }: Effect): WorkKind[] => [
  ...(mayEnd ? (['sweep'] as const) : []),
  ...(mayOpen ? (['backfill'] as const) : []),
];

/**
 * Other apps' changes as work for the dispatcher, in the transaction that marks the event: queued once, in the resident's
 * order. The change itself counts since its commit; what follows here is back-filling, destroying keys and recalling.
 * `alarm` hears of each that could not be understood: it is queued as one that may end anything of its resident, because what
 * is swept for nothing costs a moment, and what is not swept keeps its keys for ever.
 */
export function queueChanges(
  alarm: (event: ReceivedEvent) => void,
  read: typeof readChange = readChange,
): EventHandler<SqlExecutor> {
  return async (event, tx) => {
    const { residentId, resumed, effect, understood } = read(event);
    if (!understood) alarm(event);
    for (const kind of workOf(effect)) {
      if (residentId === null) await queueForMany(tx, resumed, kind);
      else await tx.query('SELECT relay.enqueue_v1($1, $2)', [residentId, kind]);
    }
  };
}
