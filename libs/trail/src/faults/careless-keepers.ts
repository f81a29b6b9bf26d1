import type { SqlExecutor } from '#libs/persistence';
import { KeepPlaceFacts, type SaidOfPlace } from '../keep-place-facts.js';

/** Knows for ever what was stored once. */
export class KeptForEver extends KeepPlaceFacts {
  override keep(on: SqlExecutor, said: readonly SaidOfPlace[]): Promise<void> {
    return super.keep(
      on,
      said.map((one) => ({ ...one, incarnation: 'the first' })),
    );
  }
}

/** Takes what it has asked for as done. */
export class NotAwaited extends KeepPlaceFacts {
  override keep(on: SqlExecutor, said: readonly SaidOfPlace[]): Promise<void> {
    super.keep(on, said).catch(() => undefined);
    return Promise.resolve();
  }
}
