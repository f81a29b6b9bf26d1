import type { MessagingLog } from '#libs/messaging';
import { RelayRefusal } from './relay-api.js';
import type { SequenceStore } from './sequence-store.js';

/**
 * The page behind the cursor that was kept. Where the broker was restored since, that cursor leads nowhere: it is forgotten
 * and the feed read from its beginning, where the marks and the handler know what was handled.
 */
export async function readOn<Page>(
  store: SequenceStore,
  log: MessagingLog,
  name: string,
  read: (after: string | null) => Promise<Page>,
): Promise<Page> {
  try {
    return await read(await store.cursor(name));
  } catch (error) {
    if (!(error instanceof RelayRefusal && error.code === 'cursor-superseded')) throw error;
    log.warn({}, 'the broker was restored or renewed: this feed is read from its beginning');
    await store.forget(name);
    return read(null);
  }
}
