import { parseArgs } from 'node:util';

export const HELP = `npm run bench — measures the broker on this machine and prints JSON

  Starts its own stack in a temporary place and stops it. Each measure stands beside baselines of the same run: an
  empty Nest+Fastify endpoint, and one INSERT transaction. Rounds are interleaved; numbers are medians of the rounds.
  Only ratios carry over to another machine. Progress goes to standard error.

  Beside a rate stands processor time per operation, in milliseconds: cpuMsApp of the processes that answer,
  cpuMsPostgres of the database's. The broker's entries on their way into the log are in it, and so is what its
  processes do while nobody asks (nothingAsked: per second).

  look measures a practitioner's look that is decided for one source, beside insertEndpoint: a bare Nest+Fastify
  endpoint that verifies a token, remembers it and does one INSERT; by 16 and by 64 callers. look95 asks 95 times in a
  hundred about one of 16 residents who were asked about before, and 5 times about another of the rest; look50 and
  look0 likewise. One of the rest is asked about once; after all of them, their epochs are moved, and they count as new.

  Every page of the portal is found by its links and measured one by one: the whole, and what is left of it without the
  APIs' answers. A page that answers anything but 200, or that nobody finds, is named and fails the run.

  It also measures decisions alone: our own decide over sample facts and the policies in policies/ (decide), thirty
  policies by each engine in one thread (engines), and over HTTP with the facts in the server's memory (servers), beside a
  bare endpoint and, where there is an opa program (OPA_BIN, or on the PATH), OPA.

  --only PART    broker, look, pages, engines, servers, decide or minimising; all of them if none is named
  --rounds N     rounds (3)
  --seconds N    seconds of each measure in a round (5)
  --residents N  residents whom looks are about, 32 to 1000 (200)
  --profile      the relay writes a CPU profile of the looks when it stops; where to, is printed
  PORT_BASE      first port of its stack (13000)
`;

const PARTS = ['broker', 'look', 'pages', 'engines', 'servers', 'decide', 'minimising'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly help: boolean;
  readonly parts: readonly Part[];
  readonly rounds: number;
  readonly seconds: number;
  readonly residents: number;
  readonly profile: boolean;
}

/** @throws Error saying what is wrong with an option */
export function readOptions(args: readonly string[]): BenchOptions {
  const options = {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    residents: { type: 'string', default: '200' },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const parts = partsOf(values.only);
  if (values.profile && !parts.includes('look')) throw new Error('--profile is of looks; --help shows the options.');
  return {
    help: values.help,
    parts,
    rounds: wholeNumber(values.rounds, 1, 9_999),
    seconds: wholeNumber(values.seconds, 1, 9_999),
    residents: wholeNumber(values.residents, 32, 1_000),
    profile: values.profile,
  };
}

function partsOf(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const part = PARTS.find((name) => name === only);
  if (part) return [part];
  throw new Error(`--only is one of ${PARTS.join(', ')}; --help shows the options.`);
}

function wholeNumber(text: string, least: number, most: number): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number >= least && number <= most) return number;
  throw new Error(`"${text}" is not a whole number from ${least} to ${most}; --help shows the options.`);
}
