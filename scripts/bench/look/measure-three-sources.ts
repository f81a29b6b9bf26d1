import type { BenchTown } from '../bench-town.js';
import { roundOfAnswers } from '../requests/round-of-answers.js';
import { sendRequests } from '../requests/send-requests.js';
import type { Round } from '../round.js';

/** A practitioner's look at one category at REACH, decided for each of its three sources: three disclosures, three entries. */
export async function measureThreeSources(
  town: BenchTown,
  load: { readonly connections: number; readonly seconds: number },
): Promise<Round> {
  const { port, pathname, search } = new URL(town.viewUrl('pell', 'COC', 'FUNCTION'));
  const token = await town.stack.town.token('pell');
  const looks = { paths: [pathname + search], token, once: false, expects: '"outcome":"permit"', ...load };
  return roundOfAnswers([await sendRequests({ port: Number(port), ...looks })]);
}
