import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { each, runPolicy, type RunningPolicy } from '../testing/running-policy.js';

let policy: RunningPolicy;
let first: string;
beforeAll(async () => {
  policy = await runPolicy();
  first = await inForce();
});
afterAll(() => policy.stop());

const FILES = readdirSync('policies')
  .filter((name) => /\.cedar(schema)?$|^precedence\.json$/.test(name))
  .map((name) => ({ name, text: readFileSync(`policies/${name}`, 'utf8') }));
/** The same rules with one sentence in other words: another bundle. */
const NARROWER = FILES.map(({ name, text }) => ({ name, text: text.replace(/@explain\("/, '@explain("Now: ') }));

const post = (files: readonly object[], as = 'voss') => policy.send('POST', '/v1/bundles', { as, body: { files } });
const activate = (hash: string, as: string) => policy.send('POST', `/v1/bundles/${hash}/activate`, { as });
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
    const again = await post([...NARROWER].reverse().map(({ name, text }) => ({ name, text: `${text}\n` })));
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

describe('activating', () => {
  it('takes another officer than the author, and fences the place', async () => {
    const { hash } = (await post(NARROWER)).body as { hash: string };
    const alone = await activate(hash, 'voss');
    expect([alone.status, alone.body.code]).toEqual([403, 'second-person-needed']);
    expect((await activate(hash, 'stone')).status).toBe(403);
    expect(await inForce()).toBe(first);
    const before = await policy.epoch('place');
    const answer = await activate(hash, 'marsh');
    expect(answer.body).toEqual({ hash, effectiveAt: expect.any(String) });
    expect(await policy.epoch('place')).toBeGreaterThan(before);
    expect(await inForce()).toBe(hash);
    const [entry] = await policy.entries('bundle-activate');
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject({ bundle: hash, before: first });
  });

  it('goes back the same way, once', async () => {
    expect((await activate(first, 'marsh')).status).toBe(200);
    expect((await activate(first, 'marsh')).body.code).toBe('state-unchanged');
    expect(await inForce()).toBe(first);
  });

  it('of one of two at a time leaves one in force and an entry for each that took effect', async () => {
    const { hash } = (await post(NARROWER)).body as { hash: string };
    const entries = (await policy.entries('bundle-activate')).length;
    const answers = await Promise.all([activate(hash, 'marsh'), activate(hash, 'second')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await policy.entries('bundle-activate')).toHaveLength(entries + 1);
  });

  it('is refused for what is not there', async () => {
    expect((await activate('0'.repeat(64), 'marsh')).status).toBe(404);
    expect((await activate('latest', 'marsh')).status).toBe(404);
  });
});

describe('reading bundles', () => {
  it('is for officers, and says which is in force', async () => {
    const page = await policy.send('GET', '/v1/bundles', { as: 'stone' });
    expect(each(page.body.items, 'inForce').sort()).toEqual([false, true]);
    const one = await policy.send('GET', `/v1/bundles/${first}`, { as: 'stone' });
    expect(each(one.body.files, 'name')).toContain('schema.cedarschema');
    for (const as of ['pell', 'reach']) expect((await policy.send('GET', '/v1/bundles', { as })).status).toBe(403);
  });
});
