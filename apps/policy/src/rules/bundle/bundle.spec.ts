import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadBundle } from '#libs/cedar';
import { reworded } from '../../testing/drafts.js';
import { each, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';

let policy: RunningPolicy;
let first: string;
beforeAll(async () => {
  policy = await runPolicy();
  first = await inForce();
});
afterAll(() => policy.stop());

/** The release's own files, and the same rules with one sentence in other words: another bundle. */
const FILES = [...(await loadBundle('policies')).files];
const NARROWER = await reworded('Now');

const post = (files: readonly object[], as = 'voss') => policy.send('POST', '/v1/bundles', { as, body: { files } });
async function inForce(): Promise<string> {
  const { rows } = await policy.admin.query<{ hash: string }>('SELECT policy.bundle_in_force_v1() AS hash');
  return rows[0]!.hash;
}

describe('posting rules', () => {
  it('takes valid ones in, which decide nothing yet', async () => {
    const answer = await post(NARROWER);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), inForce: false, warnings: [] });
    expect(await inForce()).toBe(first);
    expect(await policy.entries('bundle-post')).toHaveLength(1);
  });

  it('knows the same rules again by their content', async () => {
    const spaced = NARROWER.map(({ name, text }) => ({ name, text: name.endsWith('.cedar') ? `${text}\n` : text }));
    const again = await post(spaced.reverse());
    expect(again.body.hash).toBe((await post(NARROWER)).body.hash);
    expect(await policy.entries('bundle-post')).toHaveLength(1);
    expect((await post(FILES)).body).toMatchObject({ hash: first, author: 'repository', inForce: true });
  });

  it('refuses what is no Cedar with file, line and rule', async () => {
    const broken = FILES.map(({ name, text }) =>
      name === 'restriction.cedar' ? { name, text: text.replace(/when\s*\{/, 'when {{') } : { name, text },
    );
    const answer = await post(broken);
    expect([answer.status, answer.body.type]).toEqual([422, 'urn:consent-broker:problem:bundle-invalid']);
    expect(answer.body.errors).toMatchObject([
      { field: expect.stringMatching(/^restriction\.cedar:\d+$/), rule: 'restricted', detail: expect.any(String) },
    ]);
  });

  it.each([
    ['an attribute that the schema lacks', 'permit (principal, action, resource) when { principal.shoeSize > 3 };'],
    [
      'an obligation that nobody can keep',
      '@id("x") @explain("x") @basis("VITAL") @obligation("sing") permit (principal, action, resource);',
    ],
    ['a legal mode that is none', '@id("x") @explain("x") @basis("HOPE") permit (principal, action, resource);'],
    [
      'a forbid without its place in the order',
      '@id("x") @explain("x") @reason("restricted") forbid (principal, action, resource);',
    ],
    [
      'an integer that JSON would round',
      '@id("x") @explain("x") @basis("VITAL") permit (principal, action, resource) when { context.now > 9007199254740993 };',
    ],
  ])('refuses %s', async (_what, text) => {
    const answer = await post([...FILES, { name: 'draft.cedar', text }]);
    expect(answer.status).toBe(422);
    expect(each(answer.body.errors, 'field')).toContain('draft.cedar:1');
  });

  it('refuses other files, two of one name, none, and no rules at all', async () => {
    expect((await post([{ name: '../../etc/x.cedar', text: 'x' }])).body.errors[0].field).toBe('files.0.name');
    expect((await post([FILES[0]!, FILES[0]!])).body.errors[0].rule).toBe('arrayUnique');
    expect((await post([])).status).toBe(400);
    expect((await post([null as never])).status).toBe(400);
    expect((await post(FILES.filter(({ name }) => !name.endsWith('.cedar')))).body.type).toMatch(/bundle-invalid$/);
    expect((await post([{ name: 'a.cedar', text: 'x'.repeat(100_001) }])).status).toBe(400);
    expect((await post([{ name: 'a.cedar', text: 'x'.repeat(300_000) }])).status).toBe(413);
  });

  it('is for a policy author', async () => {
    for (const as of ['marsh', 'stone', 'pell', 'reach']) expect((await post(NARROWER, as)).status).toBe(403);
  });
});

describe('reading bundles', () => {
  it('is for officers, and says where each stands', async () => {
    const { hash } = (await post(NARROWER)).body as { hash: string };
    const page = await policy.send('GET', '/v1/bundles', { as: 'stone' });
    const states = new Map((page.body.items as Told[]).map((told) => [told.hash, told]));
    expect(states.get(first)).toMatchObject({ state: 'in-force', inForce: true, author: 'repository' });
    expect(states.get(hash)).toMatchObject({ state: 'draft', inForce: false, effectiveAt: null, stopped: null });
    const one = await policy.send('GET', `/v1/bundles/${first}`, { as: 'stone' });
    expect(each(one.body.files, 'name')).toContain('schema.cedarschema');
    for (const as of ['pell', 'reach']) expect((await policy.send('GET', '/v1/bundles', { as })).status).toBe(403);
  });
});

interface Told {
  readonly hash: string;
}
