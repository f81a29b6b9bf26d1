import { Directory, type Person } from '../apps/identity/src/people/directory.js';
import { systemSecret } from '../apps/identity/src/people/system-secret.js';
import { askForToken } from './token/ask-for-token.js';
import { DIRECTORY_FILE } from './local/app-commands.js';
import { readEndpoints } from './local/endpoints.js';
import { systemSecretOf } from './local/secrets.js';
import { layoutFrom } from './local/settings.js';
import { reasonOf, say, warn } from './local/say.js';

const HELP = `npm run -s token -- --as KEY    prints a bearer token for a person or system of the demo town
npm run -s token -- --list      lists the keys
npm run -s token -- --secret KEY  prints the client secret of a system, to ask for its tokens itself (docs/joining.md)

The stack must be running (npm start), with the same DATA_DIR. Inside the container of the
development issuer (docker compose exec identity ...) its own ISSUER is asked. In production your own issuer signs.`;

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.length === 0) return say(HELP);
  const directory = Directory.fromFile(DIRECTORY_FILE);
  if (args.includes('--list')) return say(listed(directory));
  const layout = layoutFrom(process.env);
  const system = valueOf('--secret', args);
  if (system) return say(clientSecretOf(system, directory, systemSecretOf(layout.dataDir)));
  const key = valueOf('--as', args);
  if (!key) throw new Error('Say whose token: npm run -s token -- --as KEY (--list shows the keys).');
  const identity = readEndpoints(layout)?.identity ?? process.env.ISSUER;
  if (!identity)
    throw new Error(
      `Nothing is running with its data in ${layout.dataDir}: start it with npm start (or set DATA_DIR).`,
    );
  say(await askForToken(key, { issuer: identity, directory, stackSecret: systemSecretOf(layout.dataDir) }));
}

/** What follows an option, or stands in it behind "="; undefined where it is another option or not there. */
function valueOf(option: string, args: readonly string[]): string | undefined {
  const at = args.indexOf(option);
  const value = at < 0 ? args.find((arg) => arg.startsWith(`${option}=`))?.slice(option.length + 1) : args[at + 1];
  return value?.startsWith('-') ? undefined : value;
}

function clientSecretOf(key: string, directory: Directory, stackSecret: string): string {
  if (directory.find(key)?.kind === 'system') return systemSecret(stackSecret, key);
  throw new Error(`"${key}" is no system of the demo town; npm run -s token -- --list shows who is.`);
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
