import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPolicies } from '@cedar-policy/cedar-wasm/nodejs';
import { describe, expect, it } from '@jest/globals';

describe('policies/', () => {
  it.each(readdirSync('policies').filter((name) => name.endsWith('.cedar')))(
    '%s stands as the official formatter lays it out',
    (name) => {
      const text = readFileSync(join('policies', name), 'utf8');
      expect(formatPolicies({ policyText: text, lineWidth: 100, indentWidth: 2 })).toEqual({
        type: 'success',
        formatted_policy: text,
      });
    },
  );
});
