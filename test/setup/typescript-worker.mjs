/**
 * Runs a TypeScript source in a worker thread, which takes no loader of its own from Jest: its data comes with the
 * `entry` to import.
 */
import { register } from 'node:module';
import { workerData } from 'node:worker_threads';

register(new URL('./typescript.mjs', import.meta.url));
await import(workerData.entry);
