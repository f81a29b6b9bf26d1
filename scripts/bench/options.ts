import { parseArgs } from 'node:util';
import type { PartOptions } from './part.js';
import { isPart, LONG_PARTS, PART_NAMES, type PartName } from './part-names.js';

export const HELP = `npm run bench — measures the broker on this machine and prints JSON

  Starts its own stack in a temporary place and stops it. Each measure stands beside a baseline of the same run. Rounds
  are interleaved; numbers are medians of the rounds. Only ratios carry over to another machine: they are under "ratios",
  by part. Progress goes to standard error. docs/performance.md says what each part measures, and how.

  Beside a rate stands processor time per operation, in milliseconds: cpuMsApp of the processes that answer,
  cpuMsPostgres of the database's. The broker's entries on their way into the log are in it, and so is what its
  processes do while nobody asks (nothingAsked: per second).

  --only PART    one of ${PART_NAMES.join(', ')};
                 all of them if none is named, but ${LONG_PARTS.join(' and ')}
  --full         all of them
  --rounds N     rounds (5)
  --seconds N    seconds of each measure in a round (5)
  --residents N  residents whom looks are about, 32 to 1000 (1000)
  --profile      the relay writes a CPU profile of the looks when it stops; where to, is printed
  --out FOLDER   writes what is printed to run.json there, too, and draws it
  --plots FILE   measures nothing: draws a run.json of before, beside it
  PORT_BASE      first port of its stack (13000)
  OPA_BIN, CERBOS_BIN, OPENFGA_BIN   peers, where they are not on the PATH; what is not there is left out, and said
`;

export interface BenchOptions extends Omit<PartOptions, 'profileFolder'> {
  readonly help: boolean;
  readonly parts: readonly PartName[];
  readonly profile: boolean;
  readonly out: string | undefined;
  readonly plots: string | undefined;
}

/** @throws Error saying what is wrong with an option */
export function readOptions(args: readonly string[]): BenchOptions {
  const options = {
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    residents: { type: 'string', default: '1000' },
    profile: { type: 'boolean', default: false },
    out: { type: 'string' },
    plots: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const parts = partsOf(values.only, values.full);
  if (values.profile && !parts.includes('look')) throw new Error('--profile is of looks; --help shows the options.');
  return {
    ...{ help: values.help, parts, profile: values.profile, out: values.out, plots: values.plots },
    rounds: wholeNumber(values.rounds, 1, 9_999),
    seconds: wholeNumber(values.seconds, 1, 9_999),
    residents: wholeNumber(values.residents, 32, 1_000),
  };
}

function partsOf(only: string | undefined, full: boolean): readonly PartName[] {
  if (only === undefined) return PART_NAMES.filter((name) => full || !LONG_PARTS.includes(name));
  if (isPart(only)) return [only];
  throw new Error(`--only is one of ${PART_NAMES.join(', ')}; --help shows the options.`);
}

function wholeNumber(text: string, least: number, most: number): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number >= least && number <= most) return number;
  throw new Error(`"${text}" is not a whole number from ${least} to ${most}; --help shows the options.`);
}
