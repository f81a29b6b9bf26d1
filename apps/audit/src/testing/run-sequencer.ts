/** A sequencer alone in a process that specs may kill: `run-sequencer.ts DATABASE_URL SIGNER_KEY`. Prints `leads` once it does. */
import { createLog } from '#libs/telemetry';
import { parseSigner } from '#libs/tlog';
import { openSequencerConnection } from '../sequencing/sequencer-connection.js';
import { Sequencer } from '../sequencing/sequencer.js';

const [url, signerKey] = process.argv.slice(2) as [string, string];
const sequencer = new Sequencer({
  connect: () => openSequencerConnection(url),
  signer: parseSigner(signerKey),
  log: createLog({ app: 'audit', level: 'silent' }),
  intervalMs: 10,
  batchLimit: 40,
});
sequencer.start();
const told = setInterval(() => {
  if (!sequencer.leading) return;
  process.stdout.write('leads\n');
  clearInterval(told);
}, 5);
process.stdin.resume().once('end', () => void sequencer.stop());
