import { beforeAll, describe, expect, it } from '@jest/globals';
import { BundleError, loadBundle, parseBundle, type Bundle } from '#libs/cedar';
import { checkAnnotations, loadPolicies } from './load-policies.js';

describe('our policies', () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await loadBundle('policies');
  });

  const edited = (find: string | RegExp, replace: string): Bundle =>
    parseBundle(bundle.files.map(({ name, text }) => ({ name, text: text.replace(find, replace) })));

  it('load, without a warning, and can be acted on', async () => {
    const loaded = await loadPolicies('policies');
    expect(loaded.hash).toBe(bundle.hash);
    expect(loaded.warnings).toEqual([]);
  });

  it.each<[string, string | RegExp, string, string]>([
    [
      'an unknown obligation',
      '@obligation("redact, onward-as-agreed")',
      '@obligation("mask")',
      '@obligation mask is not known',
    ],
    ['no words for the resident', '@explain_resident("You stopped this.")', '@told("x")', 'has no @explain_resident'],
    ['an unknown basis', '@basis("VITAL")', '@basis("WHIM")', '@basis WHIM is not a legal mode'],
    ['no basis', '@basis("VITAL")', '', '@basis  is not a legal mode'],
    ['an unknown reason', '@reason("withdrawn")', '@reason("gone")', '@reason gone is not a reason code'],
    ['no explanation', /@explain\("The resident has withdrawn[^)]*\)/, '', 'has no @explain'],
    ['no @id', '@id("vital")', '', 'has no @id'],
  ])('are refused with %s, naming file, line and rule', (_, find, replace, message) => {
    const attempt = () => checkAnnotations(edited(find, replace));
    expect(attempt).toThrow(BundleError);
    expect(attempt).toThrow(new RegExp(`^[a-z-]+\\.cedar:\\d+: rule \\S+: ${message}$`));
  });

  it('are refused without their order', () => {
    const unordered = parseBundle(bundle.files.filter(({ name }) => name !== 'precedence.json'));
    expect(() => checkAnnotations(unordered)).toThrow('has no place in precedence.json');
  });
});
