import fc from 'fast-check';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { OfficialEngine, parseBundle, type Bundle } from '#libs/cedar';
import { decide, loadPolicies } from '#libs/pdp';
import { arbitraryCase } from './arbitrary-facts.js';
import { PROPERTIES } from './properties.js';

describe('every decision', () => {
  let bundle: Bundle;
  let engine: OfficialEngine;
  beforeAll(async () => {
    bundle = await loadPolicies('policies');
    engine = new OfficialEngine(bundle);
  });

  it.each(Object.entries(PROPERTIES))('keeps: %s', (_, property) => property(engine, { numRuns: 300 }));

  it('is drawn from a world where a good part is permitted, on each basis', () => {
    const drawn = fc.sample(arbitraryCase(bundle.hash), { numRuns: 600, seed: 1 });
    const decisions = drawn.map(({ request, facts }) => decide(request, facts, engine));
    const count = (basis: string) => decisions.filter((decision) => decision.basis === basis).length;
    expect(decisions.filter(({ outcome }) => outcome === 'permit').length).toBeGreaterThan(120);
    for (const basis of ['DIRECT_CARE', 'EXPLICIT', 'SAFEGUARDING', 'VITAL']) expect(count(basis)).toBeGreaterThan(2);
  });

  it.each([
    ['forbid', 'context.now * context.now > 0', true],
    ['permit', 'context.now * context.now > 0', true],
    ['forbid', 'context.category == "MEDS" && context.now * context.now > 0', false],
  ])('denies once a rule errs: %s when %s', (effect, condition, always) => {
    const odd = `@id("odd") ${effect} (principal, action, resource) when { ${condition} };`;
    const files = bundle.files.filter(({ name }) => name !== 'precedence.json');
    const erring = new OfficialEngine(parseBundle([...files, { name: 'odd.cedar', text: odd }]));
    fc.assert(
      fc.property(arbitraryCase(erring.bundle.hash), ({ request, facts }) => {
        const errs = always || request.category === 'MEDS';
        const { outcome, reason, rule } = decide(request, facts, erring);
        const reached = facts.bundle !== null && facts.requester !== null && facts.resident !== null;
        if (!errs || !reached) return true;
        return outcome === 'deny' && reason === 'engine-error' && rule === 'odd';
      }),
      { numRuns: 150 },
    );
  });
});
