import { announce } from './local/announce.js';
import { readEndpoints } from './local/endpoints.js';
import { stopLeftovers } from './local/leftovers.js';
import { checkFolder, makeFolder, tryFolder } from './local/own-folder.js';
import { RunFile, type StackState } from './local/run-file.js';
import { reasonOf, say, seconds, warn } from './local/say.js';
import { readSettings, type StackSettings } from './local/settings.js';
import { Stack } from './local/stack.js';

const HELP = `npm start — the whole broker on this machine, for trying and developing

  Starts PostgreSQL (embedded), the apps and the demo town, prints every address, and runs until Ctrl-C.
  npm run start:kafka does the same with a Kafka broker of its own (needs Java 17 and Maven).
  Started twice, the second says where the first one runs and ends with exit code 0.

  PORT_BASE=3000    first port: edge +0, identity +1, consent +2, policy +3, relay +4, audit +5,
                    portal +6, the edge's /readyz and /metrics +7, PostgreSQL +32, Kafka +92
  DATA_DIR=.data    data, keys, logs, run.json, endpoints.json
  MARKS_DIR         the restart-proof store; DATA_DIR/marks when left out
  DEMO=off          leaves the demo town out
  DATABASE_URL      a PostgreSQL 18 of yours instead of the embedded one (a role that may create roles)
  KAFKA_BROKERS     Kafka of yours instead of the embedded log: host:port,host:port
`;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    say(HELP);
    return 0;
  }
  const settings = readSettings(process.env, args);
  makeFolder('DATA_DIR', settings.layout.dataDir);
  tryFolder('DATA_DIR', settings.layout.dataDir);
  checkFolder('MARKS_DIR', settings.marksFolder);
  const runFile = new RunFile(settings.layout.dataDir);
  const { running, leftBehind } = await runFile.claim();
  if (running) return tellWhereItRuns(running, settings);
  return superviseUntilStopped(settings, runFile, () => stopLeftovers(leftBehind, runFile));
}

function tellWhereItRuns({ supervisor }: StackState, { layout, demo }: StackSettings): number {
  const endpoints = readEndpoints(layout);
  say(`It is already running (process ${supervisor.pid}, data in ${layout.dataDir}).`);
  if (endpoints) announce(endpoints, demo);
  else say('It is still starting; its own terminal says how far it is.');
  return 0;
}

async function superviseUntilStopped(
  settings: StackSettings,
  runFile: RunFile,
  clearUp: () => Promise<void>,
): Promise<number> {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  // npm passes a signal on to its child as well, so one Ctrl-C can arrive twice: the first one counts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  const stack = new Stack(settings, runFile, process.env, stopping.signal);
  let exitCode = 0;
  try {
    const started = Date.now();
    await clearUp();
    say('Starting …');
    const endpoints = await stack.start();
    say(`Consent Broker is ready (${seconds(started)}).`);
    announce(endpoints, settings.demo);
    say('\nCtrl-C stops it.');
    await stopped;
  } catch (error) {
    if (!stopping.signal.aborted) {
      warn(reasonOf(error));
      exitCode = 1;
    }
  }
  say(exitCode === 0 ? 'Stopping: edge, apps, database …' : 'Stopping what had been started …');
  stopping.abort();
  await stack.stop();
  say('Stopped.');
  return exitCode;
}

// A terminal that was closed takes no more lines; stopping goes on without it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
try {
  process.exit(await main());
} catch (error) {
  warn(reasonOf(error));
  process.exit(1);
}
