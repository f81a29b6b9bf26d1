import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CaughtFaults, Fault } from './seeded-faults-process.js';
import { readPage } from './town.js';
import { reportOf } from '#libs/testing';

/** Each takes a bundle of its own and most of a second: every third at every run, all of them with FULL. */
const EVERY = process.env.FULL ? 1 : 3;
const faults = readPage<Fault[]>('seeded-faults.yaml').filter((_, index) => index % EVERY === 0);

describe('a fault in the policies is noticed', () => {
  let report: CaughtFaults;
  beforeAll(() => {
    report = reportOf<CaughtFaults>('test/decisions/seeded-faults-process.ts', String(EVERY));
  }, 600_000);

  it.each(faults.map(({ name }) => name))('%s', (name) => {
    expect(report.caught[name]).toEqual(expect.any(String));
  });

  it('by the oracle too, where it stands in for the tests', () => {
    expect(report.byOracle).toContain('recep read NM-GP NM-ACUTE COC margaret-given MEDS: deny, seen permit permitted');
  });
});
