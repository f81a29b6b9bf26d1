import { HELP, readOptions } from './read-options.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  if (!options) say(HELP);
  else {
    // Only now: reading the options, or helping with them, needs none of it.
    const { createLog } = await import('#libs/telemetry');
    const { startDecisionPoint } = await import('./start-decision-point.js');
    const running = await startDecisionPoint(options, createLog({ app: 'decision-point', level: 'warn' }));
    const { url, bundle, entities } = running;
    say(`AuthZEN 1.0 at ${url}, over ${bundle.rules.size} rules and ${entities} entities (bundle ${bundle.hash}).`);
    for (const warning of bundle.warnings) say(`warning: ${warning}`);
    const ask = `{"subject":{"type":"T","id":"I"},"action":{"name":"A"},"resource":{"type":"T","id":"I"}}`;
    const header = options.token === undefined ? '' : `-H "authorization: Bearer $(cat TOKEN_FILE)" `;
    say(`curl ${url}/access/v1/evaluation -H 'content-type: application/json' ${header}-d '${ask}'`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void running.stop().then(() => process.exit(0)));
    }
  }
} catch (error) {
  process.stderr.write(`policy:serve: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
