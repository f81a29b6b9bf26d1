import { once } from 'node:events';
import { runReferee } from './run-referee.js';
import type { RefereeSettings } from './referee-orders.js';

/** The referee's own process: it is told its settings, and ends with the app that started it, however that ends. */
const [settings] = (await once(process, 'message')) as [RefereeSettings];
const referee = await runReferee(settings, (report) => process.connected && process.send!(report));
process.on('SIGINT', () => undefined);
const asked = new AbortController();
process.once('SIGTERM', () => asked.abort());
process.once('disconnect', () => asked.abort());
if (process.connected) await once(asked.signal, 'abort');
await referee.stop();
process.exit();
