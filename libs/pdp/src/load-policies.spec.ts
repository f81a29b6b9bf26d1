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

  const PACK = { language: 'cy', reviewedBy: null };
  const withPack = (name: string, text: string): Bundle => parseBundle([...bundle.files, { name, text }]);

  it.each<[string, object]>([
    ['nothing but its language', PACK],
    [
      'texts of every sort',
      {
        ...{ language: 'cy', reviewedBy: 'A. Reviewer', rules: { vital: { staff: 'x', resident: 'y' } } },
        ...{
          changes: { 'give-consent': { staff: 'x', resident: 'y' } },
          rights: { object: 'x' },
          terms: { MEDS: 'x' },
        },
      },
    ],
  ])('may carry a language pack with %s', (_, pack) => {
    expect(() => checkAnnotations(withPack('explain/cy.json', JSON.stringify(pack)))).not.toThrow();
  });

  it.each<[string, string, string]>([
    ['no JSON', '{', 'is no JSON'],
    ['no object', '[]', 'must be an object'],
    ['no language', JSON.stringify({ reviewedBy: null }), 'needs a "language"'],
    ['no word on its review', JSON.stringify({ language: 'cy' }), 'needs "reviewedBy": a name, or null'],
    ['another language', JSON.stringify({ ...PACK, language: 'pl' }), '"language" must be "cy", as its name says'],
    ['an unknown part', JSON.stringify({ ...PACK, words: {} }), '"words" is not known; it takes language, reviewedBy'],
    ['rules as a list', JSON.stringify({ ...PACK, rules: [] }), '"rules" must be an object'],
    [
      'half a rule',
      JSON.stringify({ ...PACK, rules: { vital: { staff: 'x' } } }),
      '"vital" in "rules" needs the texts "staff" and "resident"',
    ],
    ['an unknown change', JSON.stringify({ ...PACK, changes: { wait: {} } }), '"wait" is not known in "changes"'],
    ['an unknown right', JSON.stringify({ ...PACK, rights: { appeal: 'x' } }), '"appeal" is not known in "rights"'],
    ['a term that is no text', JSON.stringify({ ...PACK, terms: { MEDS: 1 } }), '"MEDS" in "terms" must be a text'],
  ])('are refused with a language pack that has %s, naming the file', (_, text, message) => {
    const attempt = () => checkAnnotations(withPack('explain/cy.json', text));
    expect(attempt).toThrow(BundleError);
    expect(attempt).toThrow(`explain/cy.json:1: ${message}`);
  });

  it('are refused with a language pack that no reader would ever find', () => {
    const attempt = () => checkAnnotations(withPack('explain/welsh_words.json', JSON.stringify(PACK)));
    expect(attempt).toThrow('explain/welsh_words.json:1: is not named by a language tag');
  });
});
