import { directClient, FileMarkStore } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { startOwnStack } from './bench/own-stack.js';
import { DrillTown } from './drill/drill-town.js';
import { playDrill } from './drill/play-drill.js';
import { SwapDatabase } from './drill/swap-database.js';
import { reasonOf, say, seconds, warn } from './local/say.js';
import { recoverDatabase, type Recovered } from './recover/recover-database.js';

const HELP = `npm run restore:drill — shows what a restore of the database does, on a scratch copy of the demo town

  Starts a stack of its own (PORT_BASE, default 13000), backs its database up, stops things, restores the backup under the
  running apps while looks and openings go on, and shows: nothing goes out that was stopped, the log signs nothing, until
  npm run recover; then only those are denied whose stops were lost, until an officer reconciles them.
  Exit code 0: as it should be; 1: something differed. Your own stack and data are not touched.
`;

async function main(): Promise<number> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    say(HELP);
    return 0;
  }
  const began = Date.now();
  let different = 0;
  const find = (what: string, seen: unknown, expected: unknown): void => {
    const same = seen === expected;
    if (!same) different += 1;
    say(
      `  ${same ? 'ok       ' : 'DIFFERENT'} ${what}: ${String(seen)}${same ? '' : ` (expected ${String(expected)})`}`,
    );
  };
  say('Starting a stack of its own with the demo town …');
  const stack = await startOwnStack(process.env);
  const adminUrl = stack.endpoints.postgres!;
  const swap = new SwapDatabase(adminUrl);
  try {
    const town = new DrillTown(stack.town.options, adminUrl);
    await playDrill({ town, swap, find, recover: () => recover(adminUrl, stack.dataDir) });
  } finally {
    await swap.clear();
    await stack.stop();
  }
  say(`${different === 0 ? 'As it should be' : `${different} different`} (${seconds(began)})`);
  return different === 0 ? 0 : 1;
}

async function recover(adminUrl: string, dataDir: string): Promise<Recovered> {
  const admin = directClient(adminUrl, 'restore-drill');
  const store = new FileMarkStore(`${dataDir}/marks`);
  await admin.connect();
  try {
    const ring = KeyRing.fromFile(`${dataDir}/secrets/keys.json`);
    return await recoverDatabase(admin, store, ring, { by: 'drill', and: null, storeLost: false });
  } finally {
    await Promise.all([admin.end(), store.close()]);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
