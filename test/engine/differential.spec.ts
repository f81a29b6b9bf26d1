import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DifferentialReport } from './testing/differential-process.js';
import { reportOf } from '#libs/testing';

const REQUESTS = process.env.FULL ? 1_000_000 : process.env.LONG ? 20_000 : 3_000;
const WITHIN_MS = process.env.FULL ? 7_200_000 : 300_000;

describe('the compiled engine', () => {
  let report: DifferentialReport;
  beforeAll(() => {
    report = reportOf<DifferentialReport>('test/engine/testing/differential-process.ts', String(REQUESTS));
  }, WITHIN_MS);

  it('answers as the official one does: decision, reasons, and which rules err', () => {
    expect(report.difference).toBeNull();
  });

  it('was asked enough, of every sort', () => {
    const { asked, allowed, erring, refused } = report.tally;
    expect(asked).toBeGreaterThanOrEqual(REQUESTS);
    expect(allowed / asked).toBeGreaterThan(0.15);
    expect(allowed / asked).toBeLessThan(0.6);
    expect(erring / asked).toBeGreaterThan(0.3);
    expect(refused / asked).toBeGreaterThan(0.05);
    expect(refused / asked).toBeLessThan(0.3);
  });
});
