import { parseArgs } from 'node:util';
import { directClient, FileMarkStore } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { reasonOf, say, warn } from './local/say.js';
import { recoverDatabase } from './recover/recover-database.js';
import { administratorDatabase } from './local/direct-database.js';

const HELP = `npm run recover — opens a restored database again

  A database that is older than the restart-proof store discloses nothing and its log signs nothing. This bars everybody and
  everything whose changes were lost, until an officer has reconciled them (POST /api/consent/v1/reconciliations), and opens
  the rest. Runs beside the apps; with KEY_FILE set it takes DATABASE_URL (as administrator) and MARKS_DIR, else the local stack's.

  --by NAME                     who does this
  --store-lost --and NAME       the restart-proof store is lost: a second person; everything is denied until a lead reconciles it
`;

const OPTIONS = {
  by: { type: 'string' },
  and: { type: 'string' },
  'store-lost': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function main(): Promise<void> {
  const { by, and = null, 'store-lost': storeLost = false, help } = parseArgs({ options: OPTIONS }).values;
  if (help) return say(HELP);
  if (!by) throw new Error('Say who does this: --by NAME (--help shows more).');
  const { databaseUrl, keyFile, marksFolder } = administratorDatabase(process.env);
  const admin = directClient(databaseUrl, 'recover');
  const store = new FileMarkStore(marksFolder);
  await admin.connect();
  try {
    const done = await recoverDatabase(admin, store, KeyRing.fromFile(keyFile), { by, and, storeLost });
    say(`Recovered as ${done.incarnation}. The log goes on from ${done.size}; ${done.lostSize} had been signed.`);
    say(`  ${done.barred} people and things are denied until an officer has reconciled them`);
    say('  agencies that read by a cursor begin anew and are told so; tell whoever holds checkpoints of the log');
  } finally {
    await Promise.all([admin.end(), store.close()]);
  }
}

try {
  await main();
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
