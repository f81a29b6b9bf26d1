import fc from 'fast-check';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine, parseBundle, type Bundle } from '#libs/cedar';
import { LEGAL_MODES, type ReasonCode } from '#libs/domain';
import { decide, loadPolicies } from '#libs/pdp';
import { arbitraryCase } from './arbitrary-facts.js';
import { PROPERTIES } from './properties.js';

/** `FULL=1` draws a hundred times as many. */
const RUNS = process.env.FULL ? 40_000 : 400;

describe('every decision', () => {
  let bundle: Bundle;
  let engine: CompiledEngine;
  beforeAll(async () => {
    bundle = await loadPolicies('policies');
    engine = new CompiledEngine(bundle);
  });

  it.each(Object.entries(PROPERTIES))('keeps: %s', (_, property) => property(engine, { numRuns: RUNS }));

  it('is drawn from a world where a good part is permitted, on each basis', () => {
    const drawn = fc.sample(arbitraryCase(bundle.hash), { numRuns: 4000, seed: 1 });
    const decisions = drawn.map(({ request, facts }) => decide(request, facts, engine));
    const count = (basis: string) => decisions.filter((decision) => decision.basis === basis).length;
    expect(decisions.filter(({ outcome }) => outcome === 'permit').length).toBeGreaterThan(800);
    for (const basis of LEGAL_MODES) expect([basis, count(basis) > 2]).toEqual([basis, true]);
    const told = new Set(decisions.map(({ reason }) => reason));
    const untold = [...new Set([...bundle.rules.values()].map((rule) => rule.annotations['reason']))].filter(
      (reason) => reason !== undefined && !told.has(reason as ReasonCode),
    );
    expect(untold).toEqual([]);
  });

  it.each([
    ['forbid', 'context.now * context.now > 0', true],
    ['permit', 'context.now * context.now > 0', true],
    ['forbid', 'context.category == "MEDS" && context.now * context.now > 0', false],
  ])('denies once a rule errs: %s when %s', (effect, condition, always) => {
    const odd = `@id("odd") ${effect} (principal, action, resource) when { ${condition} };`;
    const files = bundle.files.filter(({ name }) => name !== 'precedence.json');
    const erring = new CompiledEngine(parseBundle([...files, { name: 'odd.cedar', text: odd }]));
    fc.assert(
      fc.property(arbitraryCase(erring.bundle.hash), ({ request, facts }) => {
        const errs = always || request.category === 'MEDS';
        const { outcome, reason, rule } = decide(request, facts, erring);
        const ruled = facts.bundle !== null && !facts.bundleSuspended;
        const reached = ruled && facts.requester !== null && facts.resident !== null;
        if (!errs || !reached) return true;
        return outcome === 'deny' && reason === 'engine-error' && rule === 'odd';
      }),
      { numRuns: 150 },
    );
  });
});
