import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { celRules } from './cel-rules.js';

describe('the thirty policies in CEL', () => {
  const cedar = readFileSync('scripts/bench/decisions/bundle/policies.cedar', 'utf8');
  const rules = new Map(celRules(cedar).map(({ id, ...rule }) => [id, rule]));

  it('are all of them', () => expect(rules.size).toBe(30));

  it('say what the Cedar says', () => {
    expect(rules.get('objected')).toEqual({
      effect: 'forbid',
      condition:
        '((R.attr.category in R.attr.resident.objections)) && !(R.attr.context.breakGlass || (R.attr.context.purpose == "safeguarding" && P.attr.role == "safeguarding_lead"))',
    });
    expect(rules.get('inactive')!.condition).toBe('!(P.attr.active)');
    expect(rules.get('conflict')!.condition).toBe('((R.attr.resident.id in P.attr.conflicts))');
    expect(rules.get('arrears')!.condition).toContain('P.attr.agency.id == "housing"');
    expect(rules.get('demographics-care')!.condition).toContain('has(R.attr.agreement)');
  });

  it('leave nothing of Cedar behind', () => {
    for (const { condition } of rules.values())
      expect(condition).not.toMatch(/contains|::| has |\bprincipal\b|(?<!attr\.)context\./);
  });
});
