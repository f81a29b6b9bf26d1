import { parseArgs } from 'node:util';
import { readSettingJson } from '#libs/sealing';
import { FirstOfficers } from './bootstrap/first-officers.js';
import { EXAMPLE, readPlan } from './bootstrap/place-plan.js';
import { directDatabase } from './local/direct-database.js';
import { reasonOf, say, warn } from './local/say.js';

const HELP = `npm run bootstrap — the first agencies and officers of an empty place, by two people

  npm run bootstrap -- --example                                  prints a plan to begin with
  npm run bootstrap -- --plan FILE --by SUBJECT                   the first person proposes it, and gets a code
  npm run bootstrap -- --plan FILE --by SUBJECT --confirmed-by SUBJECT --code CODE
                                                                  the second person confirms it: now it counts

  Both are officers of the plan, named by the subject of their sign-in. Each step, agency and officer is an entry of the log.
  Once there are officers this is refused: they register others at POST /api/policy/v1/agencies and …/principals.

  It needs the database alone: of the stack in DATA_DIR, or with KEY_FILE and DATABASE_URL as the policy app has them.
  OIDC_ISSUER_STAFF is the issuer of officers for whom the plan names none.
`;

const OPTIONS = {
  plan: { type: 'string' },
  by: { type: 'string' },
  'confirmed-by': { type: 'string' },
  code: { type: 'string' },
  example: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Asked = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

async function main({ plan: file, by, 'confirmed-by': second, code, example, help }: Asked): Promise<void> {
  if (help) return say(HELP);
  if (example) return say(JSON.stringify(EXAMPLE, null, 2));
  if (!file || !by) throw new Error('Say what and who: --plan FILE --by SUBJECT (--help shows more).');
  if ((second === undefined) !== (code === undefined))
    throw new Error('The second person gives both: --confirmed-by SUBJECT and --code CODE.');
  const database = directDatabase(process.env, 'policy');
  const plan = readPlan(readSettingJson('--plan', file), database.staffIssuer);
  const place = await FirstOfficers.open(database);
  try {
    if (second === undefined || code === undefined) {
      const proposed = await place.propose(plan, by);
      say(`Proposed: ${plan.agencies.length} agencies, ${plan.officers.length} officers. Nothing counts yet.`);
      return say(`The second person confirms it with --confirmed-by SUBJECT --code ${proposed}`);
    }
    await place.confirm(plan, by, second, code);
    say(`Done: ${plan.agencies.length} agencies, ${plan.officers.length} officers. They can sign in now.`);
  } finally {
    await place.close();
  }
}

try {
  await main(parseArgs({ options: OPTIONS }).values);
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
