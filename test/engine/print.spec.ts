import { policyToJson, type Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { describe, expect, it } from '@jest/globals';
import { printPolicy } from '../../libs/cedar/src/testing/print-policy.js';
import { Dice } from './generate/dice.js';
import { generatePolicy } from './generate/generate-bundle.js';

const DRAWN = 400;

describe('an expression printed as Cedar text', () => {
  it('is the same expression once parsed again', () => {
    const dice = new Dice(1);
    for (let drawn = 0; drawn < DRAWN; drawn += 1) {
      const policy = generatePolicy(dice, 0.3);
      const answer = policyToJson(printPolicy(policy));
      expect(answer).toMatchObject({ type: 'success', json: policy });
    }
  });

  it.each<[string, Expr]>([
    ['-(5) == -5', { '==': { left: { neg: { arg: { Value: 5 } } }, right: { Value: -5 } } }],
    ['(-5).x', { '.': { left: { Value: -5 }, attr: 'x' } }],
    ['context["if"]', { '.': { left: { Var: 'context' }, attr: 'if' } }],
    ['"a\\"\\\\\\n" like "\\**"', { like: { left: { Value: 'a"\\\n' }, pattern: [{ Literal: '*' }, 'Wildcard'] } }],
  ])('minds %s', (text, body) => {
    const conditions = [{ kind: 'when' as const, body }];
    const printed = printPolicy({
      effect: 'permit',
      principal: { op: 'All' },
      action: { op: 'All' },
      resource: { op: 'All' },
      conditions,
    });
    expect(printed).toContain(`when { ${text} }`);
    expect(policyToJson(printed)).toMatchObject({ type: 'success', json: { conditions } });
  });
});
