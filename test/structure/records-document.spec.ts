import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LINE_REFUSALS, REASON_CODES } from '#libs/domain';
import { recordsDocument } from './records-document.js';

const PATH = 'docs/records.md';

describe('what an agency is told beforehand', () => {
  it('of the bodies that are known is what the product goes by', () => {
    const made = recordsDocument();
    if (process.env.UPDATE_DOCUMENTS) writeFileSync(PATH, made);
    expect(readFileSync(PATH, 'utf8')).toBe(made);
  });

  it('of the reasons why an opening is refused is all of them', () => {
    const section = /\| a refusal's `reason`[^]*?\n\n/.exec(readFileSync('docs/joining.md', 'utf8'))![0];
    const named = [...section.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code);
    const told = [...REASON_CODES, ...LINE_REFUSALS].filter((code) => code !== 'permitted');
    expect([...new Set(named)].filter((code) => code !== 'reason').sort()).toEqual([...new Set(told)].sort());
  });
});
