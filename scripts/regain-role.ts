import { parseArgs } from 'node:util';
import { reasonOf, say, warn } from './local/say.js';
import { NEEDED_ROLES, Recoveries, type NeededRole } from './regain-role/recoveries.js';
import { administratorDatabase } from './local/direct-database.js';

const HELP = `npm run regain-role — two operators give a role back that nobody can use any more

  For a place whose last ${NEEDED_ROLES.join(' or ')} is lost: suspended from outside, gone, or without their sign-in.
  It takes two operators, and both steps stand in the log. What one asks for holds for an hour.

  ask --subject S --agency CODE --role ROLE --operator NAME
        S is the sign-in's subject at the issuer of staff (--issuer for another one). Prints an id and a code.
  confirm ID --code CODE --operator NAME
        by the second operator, to whom the first one told both. The officer is active at once, with that role.

  DATABASE_URL   the role that migrates (npm run migrate), and KEY_FILE, as the apps have it; without KEY_FILE the local
                 stack of DATA_DIR, of which only the database must be up.
`;

const OPTIONS = {
  subject: { type: 'string' },
  issuer: { type: 'string' },
  agency: { type: 'string' },
  role: { type: 'string' },
  operator: { type: 'string' },
  code: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [act, id] = positionals;
  if (values.help || act === undefined) return say(HELP);
  const { staffIssuer, ...settings } = administratorDatabase(process.env);
  const recoveries = await Recoveries.open(settings);
  try {
    if (act === 'ask') {
      const role = said(values.role, 'role');
      if (!isNeeded(role)) throw new Error(`--role is one of: ${NEEDED_ROLES.join(', ')}.`);
      const asked = await recoveries.ask({
        ...{ issuer: values.issuer ?? staffIssuer, subject: said(values.subject, 'subject'), role },
        ...{ agency: said(values.agency, 'agency'), operator: said(values.operator, 'operator') },
      });
      say(`Asked for. Within an hour, another operator runs:`);
      say(`  npm run regain-role -- confirm ${asked.id} --code ${asked.code} --operator NAME`);
    } else if (act === 'confirm' && id !== undefined) {
      const code = said(values.code, 'code');
      const at = await recoveries.confirm(id, code, said(values.operator, 'operator'));
      say(`The role counts from ${at}.`);
    } else throw new Error('Say ask, or confirm with the id (--help shows more).');
  } finally {
    await recoveries.close();
  }
}

const isNeeded = (role: string): role is NeededRole => (NEEDED_ROLES as readonly string[]).includes(role);

function said(value: string | undefined, name: string): string {
  if (!value?.trim()) throw new Error(`--${name} is missing (--help shows more).`);
  return value.trim();
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
