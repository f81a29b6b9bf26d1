/**
 * Asks the policies and the oracle, and prints what came of it as JSON; a process of its own, since decisions are some
 * six times slower inside Jest's virtual machine.  Usage: oracle-process.ts RUNS
 */
import fc from 'fast-check';
import { runTests, type TestReport } from '#libs/assurance';
import { CompiledEngine } from '#libs/cedar';
import { decide, loadPolicies } from '#libs/pdp';
import { arbitraryCase } from './arbitrary-facts.js';
import { compareOracle, nothingAsked, type Asked } from './compare-oracle.js';
import { askOracle } from './oracle/ask-oracle.js';
import type { OracleAnswer } from './oracle/answer.js';
import { differenceFrom } from './oracle/compare-answers.js';
import { SITUATIONS } from './town.js';

export interface OracleReport {
  tests: TestReport;
  /** The first differences in each situation of the town. */
  differences: { [situation: string]: string[] };
  asked: Asked;
  random: { failure: string | null; outcomes: { [outcome in OracleAnswer['outcome']]: number } };
}

const SHOWN = 20;

function inTown(engine: CompiledEngine): Pick<OracleReport, 'differences' | 'asked'> {
  const asked = nothingAsked();
  const found = SITUATIONS.map((situation): [string, string[]] => [
    situation,
    [...compareOracle(situation, engine, asked)],
  ]);
  return { asked, differences: Object.fromEntries(found.map(([name, all]) => [name, all.slice(0, SHOWN)])) };
}

function inAnyWorld(engine: CompiledEngine, numRuns: number): OracleReport['random'] {
  const outcomes = { permit: 0, deny: 0, open: 0 };
  const agrees = fc.property(arbitraryCase(engine.bundle.hash), ({ request, facts }) => {
    const answer = askOracle(request, facts);
    outcomes[answer.outcome] += 1;
    const difference = differenceFrom(answer, decide(request, facts, engine));
    if (difference !== null) throw new Error(difference);
  });
  return { failure: fc.defaultReportMessage(fc.check(agrees, { numRuns })) ?? null, outcomes };
}

const engine = new CompiledEngine(await loadPolicies('policies'));
const report: OracleReport = {
  tests: runTests(engine.bundle, engine),
  ...inTown(engine),
  random: inAnyWorld(engine, Number(process.argv[2])),
};
process.stdout.write(JSON.stringify(report));
