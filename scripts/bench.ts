import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { BenchTown } from './bench/bench-town.js';
import { startEmptyEndpoint } from './bench/child-process.js';
import { measureEngines } from './bench/decisions/measure-engines.js';
import { measureServers } from './bench/decisions/measure-servers.js';
import { load } from './bench/load.js';
import { measureOpenings, measureViews } from './bench/measure-disclosures.js';
import { measureMinimising } from './bench/measure-minimising.js';
import { measureInserts, prepareInserts } from './bench/measure-inserts.js';
import { measureAccepting, measureAcceptedToOpened } from './bench/measure-updates.js';
import { measureWithdrawals } from './bench/measure-withdrawals.js';
import { startOwnStack } from './bench/own-stack.js';
import { measurePages, type PagesReport } from './bench/pages/measure-pages.js';
import { medianOf, type Result, type Round } from './bench/round.js';
import { rounded } from './bench/statistics.js';
import { reasonOf, say, warn } from './local/say.js';

const HELP = `npm run bench — measures the broker on this machine and prints JSON

  Starts its own stack in a temporary place and stops it. Each measure stands beside baselines of the same run: an
  empty Nest+Fastify endpoint, and one INSERT transaction. Rounds are interleaved; numbers are medians of the rounds.
  Only ratios carry over to another machine. Progress goes to standard error.

  Every page of the portal is found by its links and measured one by one: the whole, and what is left of it without the
  APIs' answers. A page that answers anything but 200, or that nobody finds, is named and fails the run.

  It also measures decisions alone: thirty policies by each engine in one thread, and over HTTP with the facts in the
  server's memory, beside a bare endpoint and, where there is an opa program (OPA_BIN, or on the PATH), OPA.

  --only PART   broker, pages, engines, servers or minimising; all of them if none is named
  --rounds N    rounds (3)
  --seconds N   seconds of each measure in a round (5)
  PORT_BASE     first port of its stack (13000)
`;
const CALLERS = 16;

type Measure = () => Promise<Round>;

const PARTS = ['broker', 'pages', 'engines', 'servers', 'minimising'] as const;
type Part = (typeof PARTS)[number];

async function main(parts: readonly Part[], rounds: number, seconds: number): Promise<void> {
  const machine = { cpus: cpus().length, node: process.version };
  const report: Record<string, unknown> = { machine, rounds, seconds };
  if (parts.includes('engines')) {
    warn('measuring engines …');
    report['engines'] = await measureEngines(rounds, seconds);
  }
  if (parts.includes('minimising')) report['minimising'] = measureMinimising(rounds, seconds);
  if (parts.includes('servers')) {
    warn('measuring decision points …');
    report['servers'] = await measureServers(rounds, seconds, process.env);
  }
  if (parts.includes('broker')) Object.assign(report, await measureBroker(rounds, seconds));
  const pages = parts.includes('pages') ? await measurePortal(rounds) : undefined;
  say(JSON.stringify(pages ? { ...report, pages } : report, null, 2));
  if (pages && pages.wrong.length > 0) throw new Error(`pages that are wrong:\n  ${pages.wrong.join('\n  ')}`);
}

async function measureBroker(rounds: number, seconds: number): Promise<object> {
  warn('starting a stack of its own …');
  const stack = await startOwnStack(process.env);
  const empty = await startEmptyEndpoint();
  try {
    await prepareInserts(stack.database);
    const town = await BenchTown.prepare(stack, 20);
    const measures: Record<string, Measure> = {
      emptyEndpoint: () => load({ url: empty.url, connections: CALLERS, seconds }),
      insertTransaction: () => measureInserts(stack.database, CALLERS, seconds),
      disclosuresByView: () => measureViews(town, seconds),
      disclosuresByOpening: () => measureOpenings(town, seconds),
      acceptedUpdates: () => measureAccepting(town, seconds),
      acceptedToOpened: () => measureAcceptedToOpened(town),
      withdrawalsUnder64Readers: () => measureWithdrawals(town, seconds),
    };
    const results = await interleaved(measures, rounds);
    return { callers: CALLERS, results, ratios: ratiosOf(results) };
  } finally {
    await empty.stop();
    await stack.stop();
  }
}

async function measurePortal(rounds: number): Promise<PagesReport> {
  warn('starting a stack of its own, for pages …');
  const stack = await startOwnStack(process.env);
  try {
    return await measurePages(stack, rounds);
  } finally {
    await stack.stop();
  }
}

async function interleaved(measures: Record<string, Measure>, rounds: number): Promise<Record<string, Result>> {
  const seen: Record<string, Round[]> = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, measure] of Object.entries(measures)) {
      warn(`round ${round} of ${rounds}: ${name}`);
      (seen[name] ??= []).push(await measure());
    }
  }
  return Object.fromEntries(Object.entries(seen).map(([name, own]) => [name, medianOf(own)]));
}

/** Each rate against both baselines' rates, and each p50 and p99 against the INSERT's. */
function ratiosOf(results: Record<string, Result>): Record<string, Result> {
  const { emptyEndpoint, insertTransaction, ...ours } = results;
  const ratio = (a: number | undefined, b: number | undefined): number => (a && b ? rounded(a / b) : 0);
  const one = (result: Result): Result => ({
    ...(result.perSecond === undefined
      ? {}
      : {
          rateToEmptyEndpoint: ratio(result.perSecond, emptyEndpoint?.perSecond),
          rateToInsert: ratio(result.perSecond, insertTransaction?.perSecond),
        }),
    p50ToInsert: ratio(result.p50Ms, insertTransaction?.p50Ms),
    p99ToInsert: ratio(result.p99Ms, insertTransaction?.p99Ms),
  });
  return Object.fromEntries(Object.entries(ours).map(([name, result]) => [name, one(result)]));
}

function partsOf(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const part = PARTS.find((name) => name === only);
  if (part) return [part];
  throw new Error(`--only is one of ${PARTS.join(', ')}; --help shows the options.`);
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new Error(`"${text}" is not a whole number from 1 on; --help shows the options.`);
  return Number(text);
}

try {
  const options = {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) say(HELP);
  else await main(partsOf(values.only), wholeNumber(values.rounds), wholeNumber(values.seconds));
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
