/** A sequencer alone in a process that specs may kill: `run-sequencer.ts DATABASE_URL SIGNER_KEY MARKS_DIR`. Prints `leads` once it does. */
import { FileMarkStore } from '#libs/persistence';
import { createLog } from '#libs/telemetry';
import { parseSigner } from '#libs/tlog';
import { Sequencer } from '../sequencing/sequencer.js';
import { SignedSize } from '../sequencing/signed-size.js';

const [url, signerKey, marksFolder] = process.argv.slice(2) as [string, string, string];
const sequencer = new Sequencer({
  databaseUrl: url,
  signer: parseSigner(signerKey),
  sizes: new SignedSize(new FileMarkStore(marksFolder)),
  log: createLog({ app: 'audit', level: 'silent' }),
  intervalMs: 10,
  safetyPollMs: 50,
  batchLimit: 40,
});
sequencer.start();
const told = setInterval(() => {
  if (!sequencer.leading) return;
  process.stdout.write('leads\n');
  clearInterval(told);
}, 5);
process.stdin.resume().once('end', () => void sequencer.stop());
