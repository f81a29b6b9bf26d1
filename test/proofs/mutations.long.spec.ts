import { beforeAll, describe, expect, it } from '@jest/globals';
import { InvariantCheck, PageConditions, parseInvariants, prove } from '#libs/assurance';
import { OfficialEngine, type Bundle } from '#libs/cedar';
import { loadPolicies } from '#libs/pdp';
import { mutate, mutations } from './mutate.js';

describe('a mistake in the policies breaks the promises that it concerns, and no others', () => {
  let bundle: Bundle;
  let conditions: PageConditions;
  beforeAll(async () => {
    bundle = await loadPolicies('policies');
    conditions = new PageConditions(bundle.schema, parseInvariants(bundle.attachments));
  });

  it('there is a mistake for each promise', () => {
    const broken = new Set(mutations.flatMap(({ breaks }) => breaks));
    expect(parseInvariants(bundle.attachments).invariants.filter(({ id }) => !broken.has(id))).toEqual([]);
  });

  it.each(mutations.map((mutation, index) => [index, mutation.breaks.join(', ') || 'none', mutation] as const))(
    '%i: %s',
    (_, __, mutation) => {
      const mutated = mutate(bundle, mutation);
      const report = prove(mutated, { samples: 0, findings: false, conditions, people: mutation.named !== undefined });
      const failed = report.invariants.filter(({ proved }) => !proved);
      expect(failed.map(({ id }) => id).sort()).toEqual([...mutation.breaks].sort());
      const check = new InvariantCheck(new OfficialEngine(mutated), conditions);
      for (const { id, counterexample } of failed) {
        const invariant = conditions.pages.invariants.find((one) => one.id === id);
        const request = counterexample?.request;
        expect(invariant && request && check.breaks(invariant, request)).toBe(true);
        if (mutation.named !== undefined) expect(counterexample?.named).toBe(mutation.named);
      }
    },
  );
});
