import { CompiledEngine, parseBundle, type Bundle } from '#libs/cedar';
import { describe, expect, it } from '@jest/globals';
import { diffBundles } from './diff-bundles.js';

const SCHEMA = `
  entity Requester = { kind: String, roles: Set<String> };
  entity Resident;
  type Agreement = { id: String, mode: String, categories: Set<String>, recipientRoles: Set<String> };
  type Override = { mode: String };
  type Question = { category: String, purpose: String, directive: String, agreement?: Agreement, override?: Override };
  action read appliesTo { principal: Requester, resource: Resident, context: Question };`;

const RULES = `
@id("consent") permit (principal, action, resource)
when { context has agreement && context.agreement.mode == "EXPLICIT" && context.directive == "given" };
@id("category") forbid (principal, action, resource)
when { context has agreement } unless { context.agreement.categories.contains(context.category) };
@id("role") forbid (principal, action, resource)
when { context has agreement } unless { principal.roles.containsAny(context.agreement.recipientRoles) };
@id("withdrawn") forbid (principal, action, resource) when { context.directive == "withdrawn" };`;

const ATTACHED = {
  'invariants/a.yaml':
    'invariants:\n  - { id: one, says: One., never permitted when: context.directive == "withdrawn" }\n',
};

const bundleOf = (rules: string, attached: Record<string, string> = ATTACHED, schema = SCHEMA): Bundle =>
  parseBundle(
    Object.entries({ 'a.cedar': rules, 's.cedarschema': schema, ...attached }).map(([name, text]) => ({ name, text })),
  );
const before = bundleOf(RULES);
function draft(from: string, to: string): Bundle {
  expect(RULES).toContain(from);
  return bundleOf(RULES.replace(from, to));
}
const excepting = (condition: string): Bundle =>
  draft(
    'containsAny(context.agreement.recipientRoles)',
    `containsAny(context.agreement.recipientRoles) || (${condition})`,
  );

describe('the difference in plain English', () => {
  it('is that no one would see more or less, where only words or layout differ', () => {
    const again = draft('@id("withdrawn")', '// as before\n@id("withdrawn") @explain("Withdrawn.")\n');
    for (const after of [before, again])
      expect(diffBundles(before, after).says).toEqual(['No one would see more or less.']);
    expect(diffBundles(before, again).cedar.changed).toMatchObject([{ id: 'withdrawn' }]);
  });

  it('names role, category and agreement of who would newly see', () => {
    const after = excepting(
      'context.agreement.id == "D2" && context.category == "ADAPTATION" && principal.roles.contains("call-handler")',
    );
    const { says, sight } = diffBundles(before, after);
    expect(says).toEqual([
      'Call handlers would newly see adaptations to the home, on the ground of explicit consent, under D2.',
    ]);
    expect(sight).toMatchObject([{ who: ['call-handler'], categories: ['ADAPTATION'], agreements: ['D2'] }]);
    expect(diffBundles(after, before).says).toEqual([says[0]!.replace('newly', 'no longer')]);
  });

  it('tells of a bar that is lifted, added, or lifted for some, and of a new permit', () => {
    const says = (after: Bundle) => diffBundles(before, after).says;
    expect(says(excepting('context.category != "MEDS"'))).toEqual([
      'Everyone who asks would newly see information of every kind but medicines, on the ground of explicit consent.',
    ]);
    const barred = bundleOf(
      `${RULES} @id("no") forbid (principal, action, resource) when { context.purpose == "HRESCH" };`,
    );
    expect(says(barred)).toEqual([
      'Everyone who asks would no longer see information of every kind, for research, on the ground of explicit consent.',
    ]);
    const duty = `@id("duty") permit (principal, action, resource)
      when { !(context has agreement) && context has override && context.override.mode == "LEGAL_DUTY" &&
        principal.kind == "system" };`;
    expect(says(bundleOf(`${RULES} ${duty}`))).toEqual([
      'Agencies’ systems would newly see information of every kind, on the ground of a legal duty.',
    ]);
  });

  it('tells gain and loss of one draft, group by group', () => {
    const narrow = draft('contains(context.category)', 'contains(context.category) && context.category != "FINANCE"');
    const { says } = diffBundles(narrow, excepting('principal.roles.contains("gp") && context.category == "MEDS"'));
    expect(says).toEqual([
      expect.stringMatching(/^Hub nurses, .* would newly see money and charging, on the ground of explicit consent\.$/),
      'GPs would newly see medicines; and money and charging, on the ground of explicit consent.',
    ]);
  });

  it('says where two cannot be compared', () => {
    const alien = bundleOf(
      '@id("x") permit (principal, action, resource) when { context.shoe == 3 };',
      {},
      SCHEMA.replace('purpose: String', 'shoe: Long').replace('category: String', 'kind: String'),
    );
    expect(diffBundles(before, alien)).toMatchObject({
      ...{ sight: null, says: [expect.stringContaining('cannot be compared')] },
      cedar: { added: [{ id: 'x' }], schemaChanged: true },
    });
  });
});

describe('told against tried', () => {
  const ROLES = ['gp', 'surveyor', 'ot'];
  const CATEGORIES = ['MEDS', 'FUNCTION', 'FINANCE'];
  const DIRECTIVES = ['given', 'none', 'withdrawn'];

  /** The grounds, by number, on which a practitioner in this role is permitted. */
  function permits(engine: CompiledEngine, role: string, category: string): boolean[] {
    const [principal, action] = [
      { type: 'Requester', id: 'x' },
      { type: 'Action', id: 'read' },
    ];
    const resource = { type: 'Resident', id: 'y' };
    const entity = { uid: principal, attrs: { kind: 'practitioner', roles: [role] }, parents: [] };
    const entities = [entity, { uid: resource, attrs: {}, parents: [] }];
    const grounds = DIRECTIVES.flatMap((directive) =>
      [['gp'], ['ot', 'surveyor'], ['surveyor']].flatMap((recipientRoles) =>
        [['MEDS'], ['FUNCTION', 'FINANCE']].map((categories) => ({
          ...{ category, purpose: 'COC', directive },
          agreement: { id: 'D1', mode: 'EXPLICIT', categories, recipientRoles },
        })),
      ),
    );
    return grounds.map(
      (context) => engine.evaluate({ principal, action, resource, context, entities }).decision === 'allow',
    );
  }

  it.each([
    ['recipientRoles)', 'recipientRoles) || principal.roles.contains("surveyor")'],
    ['contains(context.category)', 'contains(context.category) && context.category != "MEDS"'],
    ['recipientRoles)', 'recipientRoles) && !principal.roles.contains("ot")'],
  ])('tells exactly the roles and categories that a trial finds: %s → %s', (from, to) => {
    const after = draft(from, to);
    const { sight } = diffBundles(before, after);
    const engines = [before, after].map((bundle) => new CompiledEngine(bundle));
    for (const role of ROLES) {
      for (const category of CATEGORIES) {
        const was = permits(engines[0]!, role, category);
        const is = permits(engines[1]!, role, category);
        const told = (change: string): boolean =>
          sight!.some((one) => one.change === change && one.who.includes(role) && one.categories.includes(category));
        expect([role, category, is.some((one, n) => one && !was[n])]).toEqual([role, category, told('newly')]);
        expect([role, category, was.some((one, n) => one && !is[n])]).toEqual([role, category, told('no longer')]);
      }
    }
  });
});

describe('the difference in Cedar', () => {
  it('names rules, invariants and files that come, go or change', () => {
    const after = bundleOf(
      RULES.replace(
        /@id\("withdrawn"\).*/s,
        '@id("new") forbid (principal, action, resource) when { context.purpose == "X" };',
      ),
      { 'explain/cy.json': '{}' },
    );
    expect(diffBundles(before, after).cedar).toMatchObject({
      added: [{ id: 'new' }],
      removed: [{ id: 'withdrawn', text: expect.stringContaining('forbid') }],
      changed: [],
      schemaChanged: false,
      precedenceChanged: false,
      attachments: { added: ['explain/cy.json'], removed: ['invariants/a.yaml'], changed: [] },
      invariants: { added: [], removed: ['one'], changed: [] },
    });
  });
});
