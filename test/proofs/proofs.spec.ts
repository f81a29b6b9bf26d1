import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvariantCheck, isPermitted, PageConditions, parseInvariants, prove, type ProofReport } from '#libs/assurance';
import { CompiledEngine, type Bundle, type EvaluationRequest } from '#libs/cedar';
import { loadPolicies } from '#libs/pdp';
import { arbitraryRequest } from './arbitrary-request.js';
import { mutate, mutations } from './mutate.js';

const REQUESTS = process.env.FULL ? 200_000 : 4_000;

/** The invariants that brute force finds broken by any of these requests, and how many requests were permitted. */
function tryAll(bundle: Bundle, requests: readonly EvaluationRequest[]): { broken: string[]; permitted: number } {
  const pages = parseInvariants(bundle.attachments);
  const conditions = new PageConditions(bundle.schema, pages);
  const engine = new CompiledEngine(bundle);
  const check = new InvariantCheck(engine, conditions, conditions.quick());
  const broken = new Set<string>();
  for (const request of requests) {
    for (const one of pages.invariants) if (!broken.has(one.id) && check.breaks(one, request)) broken.add(one.id);
  }
  return {
    broken: [...broken].sort(),
    permitted: requests.filter((request) => isPermitted(engine.evaluate(request))).length,
  };
}

describe('what the policies promise', () => {
  let bundle: Bundle;
  let report: ProofReport;
  let spent = 0;
  beforeAll(async () => {
    bundle = await loadPolicies('policies');
    const before = process.cpuUsage();
    report = prove(bundle);
    const after = process.cpuUsage(before);
    spent = after['user'] + after.system;
  }, 60_000);

  it('is proved, every line of it, within half a minute of one core', () => {
    expect(
      report.invariants.filter(({ proved }) => !proved).map(({ id, counterexample }) => [id, counterexample]),
    ).toEqual([]);
    expect(report.proved).toBe(true);
    expect(report.invariants.length).toBeGreaterThanOrEqual(25);
    expect(spent).toBeLessThan(30_000_000);
  });

  it('is told apart in far fewer classes than there are requests', () => {
    expect(Number(report.rawSize)).toBeGreaterThan(1e11);
    expect(report.invariants.reduce((sum, { classes }) => sum + classes, 0)).toBeLessThan(100_000);
    expect(report.assumptions.length).toBeGreaterThan(0);
  });

  it('rests on rules that each can fire, and that no other makes idle', () => {
    expect(report.neverFires).toEqual([]);
    expect(report.shadowed).toEqual([]);
  });

  it('agrees with brute force over random requests', () => {
    const requests = fc.sample(arbitraryRequest, { numRuns: REQUESTS, seed: 11 });
    const { broken, permitted } = tryAll(bundle, requests);
    expect(broken).toEqual([]);
    expect(permitted).toBeGreaterThan(REQUESTS / 20);
  });

  it('would be seen broken by that brute force, where it is', () => {
    const requests = fc.sample(arbitraryRequest, { numRuns: 4_000, seed: 12 });
    const seen = ['stopped-category', 'lapsed-training'].flatMap((id) => {
      const mutation = mutations.find(({ breaks }) => breaks.includes(id));
      return mutation ? tryAll(mutate(bundle, mutation), requests).broken : [];
    });
    expect(seen).toEqual(['stopped-category', 'lapsed-training']);
  });
});
