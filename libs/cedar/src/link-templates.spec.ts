import { isAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { describe, expect, it } from '@jest/globals';
import { BundleError } from './bundle-error.js';
import { CompiledEngine } from './compiled/compiled-engine.js';
import { OfficialEngine } from './official-engine.js';
import { parseBundle } from './parse-bundle.js';
import type { EvaluationRequest } from './policy-engine.js';

const SCHEMA = `entity Team; entity Person in [Team]; entity Folder; entity Paper in [Folder];
action read appliesTo { principal: [Person], resource: [Paper], context: { late: Bool } };`;
const TEMPLATES = `@id("share") @explain("shared") permit (principal == ?principal, action, resource in ?resource) unless { context.late };
@id("team") permit (principal is Person in ?principal, action, resource);`;
const uid = (type: string, id: string) => ({ type, id });
const LINKS = [
  {
    templateId: 'share',
    newId: 'ann',
    values: { '?principal': uid('Person', 'ann'), '?resource': uid('Folder', 'a') },
  },
  {
    templateId: 'share',
    newId: 'bob',
    values: { '?principal': uid('Person', 'bob'), '?resource': uid('Folder', 'b') },
  },
  { templateId: 'team', newId: 'ops', values: { '?principal': { __entity: uid('Team', 'ops') } } },
];
const bundle = (links: unknown = LINKS) =>
  parseBundle([
    { name: 'p.cedar', text: TEMPLATES },
    { name: 's.cedarschema', text: SCHEMA },
    { name: 'links.json', text: typeof links === 'string' ? links : JSON.stringify(links) },
  ]);

const request = (person: string, folder: string, late: boolean): EvaluationRequest => ({
  principal: uid('Person', person),
  action: uid('Action', 'read'),
  resource: uid('Paper', 'p'),
  context: { late },
  entities: [
    { uid: uid('Person', person), attrs: {}, parents: person === 'cy' ? [uid('Team', 'ops')] : [] },
    { uid: uid('Paper', 'p'), attrs: {}, parents: [uid('Folder', folder)] },
  ],
});
const REQUESTS = ['ann', 'bob', 'cy', 'dan'].flatMap((person) =>
  ['a', 'b'].flatMap((folder) => [true, false].map((late) => request(person, folder, late))),
);

describe('a template with links', () => {
  it('decides as the official engine does with templates and links of its own', () => {
    const engines = [new CompiledEngine(bundle()), new OfficialEngine(bundle())];
    const [share, team] = TEMPLATES.split(';\n');
    for (const one of REQUESTS) {
      const answer = isAuthorized({
        ...one,
        policies: { templates: { share: `${share};`, team: team! }, templateLinks: LINKS },
        schema: SCHEMA,
        validateRequest: true,
      });
      if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
      const { decision, diagnostics } = answer.response;
      const expected = { decision, reasons: [...diagnostics.reason].sort(), errors: [] };
      expect(engines.map((engine) => engine.evaluate(one))).toEqual([expected, expected]);
    }
    expect(REQUESTS.map((one) => engines[0]!.evaluate(one).decision).filter((d) => d === 'allow')).toHaveLength(6);
  });

  it('makes rules that keep the template’s annotations and place; without links it decides nothing', () => {
    expect(bundle().rules.get('bob')).toMatchObject({ annotations: { explain: 'shared' }, file: 'p.cedar', line: 1 });
    expect([...bundle([]).rules.keys()]).toEqual([]);
    expect(bundle(LINKS.slice(1)).hash).not.toBe(bundle().hash);
  });

  it.each([
    ['no list', '{', 'expected a JSON list'],
    ['an unknown template', [{ ...LINKS[0], templateId: 'x' }], 'no template has the @id x'],
    [
      'a slot left open',
      [{ ...LINKS[0], values: { '?principal': uid('Person', 'ann') } }],
      'has the slots \\?principal, \\?resource',
    ],
    ['an id that is taken', [LINKS[0], LINKS[0]], 'same @id'],
    ['an entity that cannot stand there', [{ ...LINKS[2], values: { '?principal': uid('Nobody', 'x') } }], 'Nobody'],
  ])('is refused with %s', (_, links, message) => {
    expect(() => bundle(links)).toThrow(BundleError);
    expect(() => bundle(links)).toThrow(new RegExp(message));
  });
});
