import { reasonOf, say, warn } from './local/say.js';
import { ensureSecrets } from './local/secrets.js';

const HELP = `node dist/scripts/secrets.js DIRECTORY — makes the keys of a development stack in DIRECTORY/secrets

Keys that are there already are kept. npm start does this by itself; docker-compose.yml does it with this command.`;

const [directory] = process.argv.slice(2);
try {
  if (!directory || directory === '--help') say(HELP);
  else {
    ensureSecrets(directory);
    say(`The keys are in ${directory}/secrets.`);
  }
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
