import { Directory } from '../apps/identity/src/people/directory.js';
import { playScript, withForerunners } from './demo/play-script.js';
import { PLAYERS } from './demo/players.js';
import { resetMargaret } from './demo/reset-margaret.js';
import { readScript } from './demo/script.js';
import { Stage } from './demo/stage.js';
import { DIRECTORY_FILE } from './local/app-commands.js';
import { readEndpoints } from './local/endpoints.js';
import { reasonOf, say, seconds, warn } from './local/say.js';
import { systemSecretOf } from './local/secrets.js';
import { layoutFrom } from './local/settings.js';

const HELP = `npm run demo — plays the demo town's script against the running stack, through the one address

  Each step prints what is expected and what was seen. Exit code 0: nothing differed; 1: something did.
  A step, or part of one, that is not built yet prints "not built" and counts as neither.
  The stack must be running (npm start or npm run start:kafka), with the same DATA_DIR. It can be played again and again.

  --step ID   plays this step, and those that it stands on (1a 1b 2a 2b 3 4 …); may be given several times
  --help      this text
`;

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    say(HELP);
    return 0;
  }
  const script = readScript();
  const wanted = withForerunners(
    stepsFrom(
      args,
      script.map((step) => step.id),
    ),
    PLAYERS,
  );
  const stage = openStage(process.env);
  const began = Date.now();
  await resetMargaret(stage);
  const { asExpected, different, notBuilt } = await playScript(
    script.filter((step) => wanted.has(step.id)),
    PLAYERS,
    stage,
    say,
  );
  say('');
  say(`${asExpected} checks as expected, ${different} different, ${notBuilt} not built (${seconds(began)})`);
  return different === 0 ? 0 : 1;
}

function openStage(env: NodeJS.ProcessEnv): Stage {
  const layout = layoutFrom(env);
  const endpoints = readEndpoints(layout);
  if (!endpoints?.edge || !endpoints.identity) {
    throw new Error(
      `Nothing is running with its data in ${layout.dataDir}: start it with npm start (or set DATA_DIR).`,
    );
  }
  const town = {
    edge: endpoints.edge,
    issuer: endpoints.identity,
    directory: Directory.fromFile(DIRECTORY_FILE),
    systemSecret: systemSecretOf(layout.dataDir),
  };
  say(
    `Playing at ${endpoints.edge}, deliveries by ${endpoints.kafka ? `Kafka (${endpoints.kafka})` : 'the HTTP feed'}.`,
  );
  return new Stage(town, endpoints.kafka);
}

function stepsFrom(args: readonly string[], all: readonly string[]): readonly string[] {
  const wanted = args.flatMap((arg, at) => {
    if (arg === '--step') return [args[at + 1] ?? ''];
    return arg.startsWith('--step=') ? [arg.slice('--step='.length)] : [];
  });
  const unknown = wanted.find((id) => !all.includes(id));
  if (unknown !== undefined) throw new Error(`There is no step "${unknown}"; there are ${all.join(' ')}.`);
  return wanted.length > 0 ? wanted : all;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
