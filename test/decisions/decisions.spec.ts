import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OracleReport } from './oracle-process.js';
import { SITUATIONS } from './town.js';
import { reportOf } from '#libs/testing';

const FULL = process.env.FULL !== undefined;
const RUNS = FULL ? 500_000 : process.env.LONG ? 20_000 : 3_000;

/** What docs/open-questions.md lists of the demo town; a cell open for another reason is a question nobody has asked. */
const OPEN_IN_TOWN = [
  'a person named for LOCATION asks another category that tells a place',
  'what relationship planning asks of an analyst',
];

describe('the policies against domain.md', () => {
  let report: OracleReport;
  beforeAll(() => {
    report = reportOf<OracleReport>('test/decisions/oracle-process.ts', String(RUNS));
  }, 900_000);

  it('pass the tests that they carry', () => {
    expect(report.tests.failed.slice(0, 20)).toEqual([]);
    expect(report.tests.ran).toBeGreaterThan(10_000);
  });

  it.each(SITUATIONS)('answer every cell of the town as the oracle does: %s', (situation) => {
    expect(report.differences[situation]).toEqual([]);
  });

  it('were asked of enough, and only what is listed was open', () => {
    expect(report.asked.cells).toBeGreaterThan(FULL ? 300_000 : 100_000);
    expect(report.asked.permitted).toBeGreaterThan(3000);
    expect(Object.keys(report.asked.open).sort()).toEqual(OPEN_IN_TOWN);
  });

  it('answer as the oracle does in any world', () => {
    expect(report.random.failure).toBeNull();
    expect(report.random.outcomes.permit).toBeGreaterThan(RUNS * 0.1);
    expect(report.random.outcomes.open).toBeLessThan(RUNS * 0.3);
  });
});
