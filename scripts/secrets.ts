import { parseArgs } from 'node:util';
import { handOut } from './local/hand-out.js';
import { makeFolder } from './local/own-folder.js';
import { reasonOf, say, warn } from './local/say.js';
import { ensureSecrets } from './local/secrets.js';

const HELP = `node dist/bundle/secrets.js DIRECTORY [--hand-out FOLDER] — makes the keys of a development stack in DIRECTORY/secrets

  --hand-out FOLDER   lays into FOLDER/<app>/secrets what each app needs, and no more

Keys that are there already are kept. npm start does this by itself; docker-compose.yml does it with this command.`;

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'hand-out': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [directory] = positionals;
  const folder = values['hand-out'];
  if (!directory || values.help) say(HELP);
  else {
    makeFolder('DIRECTORY', directory);
    const secrets = ensureSecrets(directory);
    if (folder !== undefined) handOut(secrets, folder);
    say(`The keys are in ${directory}/secrets${folder === undefined ? '' : `, each app's own in ${folder}`}.`);
  }
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
