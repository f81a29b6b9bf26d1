import { readFileSync } from 'node:fs';
import { migrate, SIGN_IN_APPS } from '#libs/persistence';
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
await migrate({
  adminUrl: DATABASE_URL,
  passwords: JSON.parse(readFileSync(APP_PASSWORDS_FILE, 'utf8')) as Record<string, string>,
  schemas: SCHEMAS,
  report: (line) => process.stdout.write(`${line}\n`),
});
