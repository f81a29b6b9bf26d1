import { Directory, type Person } from '../apps/identity/src/people/directory.js';
import { askForToken } from './token/ask-for-token.js';
import { DIRECTORY_FILE } from './local/app-commands.js';
import { readEndpoints } from './local/endpoints.js';
import { systemSecretOf } from './local/secrets.js';
import { layoutFrom } from './local/settings.js';
import { reasonOf, say, warn } from './local/say.js';

const HELP = `npm run -s token -- --as KEY    prints a bearer token for a person or system of the demo town
npm run -s token -- --list      lists the keys

The stack must be running (npm start), with the same DATA_DIR. Inside the container of the
development issuer (docker compose exec identity ...) its own ISSUER is asked. In production your own issuer signs.`;

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.length === 0) return say(HELP);
  const directory = Directory.fromFile(DIRECTORY_FILE);
  if (args.includes('--list')) return say(listed(directory));
  const at = args.indexOf('--as');
  const key = at < 0 ? args.find((arg) => arg.startsWith('--as='))?.slice('--as='.length) : args[at + 1];
  if (!key || key.startsWith('-'))
    throw new Error('Say whose token: npm run -s token -- --as KEY (--list shows the keys).');
  const layout = layoutFrom(process.env);
  const identity = readEndpoints(layout)?.identity ?? process.env.ISSUER;
  if (!identity)
    throw new Error(
      `Nothing is running with its data in ${layout.dataDir}: start it with npm start (or set DATA_DIR).`,
    );
  say(await askForToken(key, { issuer: identity, directory, stackSecret: systemSecretOf(layout.dataDir) }));
}

/** One line a person or system: key, kind, agency, name. */
function listed(directory: Directory): string {
  const line = (person: Person): string =>
    `${person.key.padEnd(12)}${person.kind.padEnd(14)}${(person.agency ?? '').padEnd(10)}${person.name}`;
  return directory.all().map(line).join('\n');
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
