import type { MarkStore, StoreWatch } from '#libs/persistence';
import type { RunningApp } from './bootstrap-app.js';
import { Readiness } from './readiness.js';

/** The app is ready only while it vouches for its database (ADR 22), and stops vouching first. */
export function vouchFor(running: RunningApp, watch: StoreWatch, store: MarkStore): RunningApp {
  running.app.get(Readiness).register('restart-proof-store', () => watch.check());
  const stop = async (): Promise<void> => {
    await watch.stop();
    await running.stop();
    await store.close();
  };
  return { ...running, stop };
}
