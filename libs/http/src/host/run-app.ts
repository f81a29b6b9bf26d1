import { ConfigurationError } from '../config/configuration-error.js';
import type { RunningApp } from './bootstrap-app.js';

/**
 * The whole of an app's `main.ts`: start, stop on SIGTERM or SIGINT, and end with 1 and a plain line per fault when it
 * cannot start. A start-up error has seen no personal data yet, so its words are printed as they are.
 */
export async function runApp(name: string, start: () => Promise<RunningApp>): Promise<void> {
  try {
    const running = await start();
    let signals = 0;
    const onSignal = (signal: NodeJS.Signals): void => {
      signals += 1;
      if (signals > 1) process.exit(1);
      running.log.info({ signal }, 'stopping');
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          running.log.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  } catch (error) {
    const lines =
      error instanceof ConfigurationError ? error.lines : [error instanceof Error ? error.message : String(error)];
    for (const line of lines) process.stderr.write(`${name}: cannot start: ${line}\n`);
    process.exit(1);
  }
}
