import { SealingError } from './sealing-error.js';

/** What was read; nothing where it is `unreadable`. Every other fault is ours and is thrown. */
export function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SealingError && error.fault === 'unreadable') return undefined;
    throw error;
  }
}
