import { migrate, SIGN_IN_APPS } from '#libs/persistence';
import { readSettingJson } from '#libs/sealing';
import { reasonOf, warn } from './local/say.js';
import { SCHEMAS } from './local/schemas.js';

const HELP = `npm run migrate — brings a database to this release

  DATABASE_URL        a role that may create roles and schemas, on the database to migrate
  APP_PASSWORDS_FILE  JSON file: sign-in password of each of ${SIGN_IN_APPS.map((a) => `${a}_app`).join(', ')}
`;

const { DATABASE_URL, APP_PASSWORDS_FILE } = process.env;
if (process.argv.includes('--help') || !DATABASE_URL || !APP_PASSWORDS_FILE) {
  process.stdout.write(HELP);
  process.exit(process.argv.includes('--help') ? 0 : 1);
}

function passwords(file: string): Record<string, string> {
  try {
    return readSettingJson('APP_PASSWORDS_FILE', file) as Record<string, string>;
  } catch (error) {
    warn(reasonOf(error));
    process.exit(1);
  }
}

await migrate({
  adminUrl: DATABASE_URL,
  passwords: passwords(APP_PASSWORDS_FILE),
  schemas: SCHEMAS,
  report: (line) => process.stdout.write(`${line}\n`),
});
