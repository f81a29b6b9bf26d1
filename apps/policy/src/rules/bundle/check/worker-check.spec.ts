import { pathToFileURL } from 'node:url';
import { BundleError, loadBundle, type BundleFile } from '#libs/cedar';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CheckReport } from './check-report.js';
import { WorkerCheck } from './worker-check.js';

const LOADER = pathToFileURL('test/setup/typescript-worker.mjs');
const entry = pathToFileURL('apps/policy/src/rules/bundle/check/check-worker.ts').href;
const check = (longestMs?: number) => new WorkerCheck(LOADER, { execArgv: [], entry }, longestMs);

const SCHEMA = `
  entity Requester = { roles: Set<String> };
  entity Resident;
  action read appliesTo { principal: Requester, resource: Resident, context: { category: String } };`;
const RULES = `
  @id("care") @explain("For care.") @explain_resident("For your care.") @basis("DIRECT_CARE")
  permit (principal, action, resource) when { principal.roles.contains("nurse") };
  @id("no-meds") @explain("Not to surveyors.") @explain_resident("Not to surveyors.") @reason("role-not-in-agreement")
  forbid (principal, action, resource) when { principal.roles.contains("surveyor") && context.category == "MEDS" };`;
const INVARIANTS = `
invariants:
  - id: meds
    says: A surveyor never sees medicines.
    never permitted when: principal.roles.contains("surveyor") && context.category == "MEDS"
`;

const bundleOf = (change: Record<string, string> = {}): { hash: string; files: BundleFile[] } => ({
  hash: 'x',
  files: Object.entries({
    's.cedarschema': SCHEMA,
    'a.cedar': RULES,
    'precedence.json': '[{"step": "roles", "rules": ["no-meds"]}]',
    'invariants/ours.yaml': INVARIANTS,
    ...change,
  }).map(([name, text]) => ({ name, text })),
});

describe('a check in a thread', () => {
  let kept: CheckReport;
  beforeAll(async () => {
    kept = await check().check({ bundle: bundleOf(), inForce: { ...bundleOf(), hash: 'y' } });
  });

  it('tests and proves, and puts the invariants in force to the bundle', () => {
    expect(kept).toMatchObject({ passed: true, against: 'y', proofs: { proved: true, invariants: [{ id: 'meds' }] } });
    expect(kept.standing).toEqual([
      { id: 'meds', says: 'A surveyor never sees medicines.', stated: true, holds: true, counterexample: null },
    ]);
  });

  it('finds a promise that was left out, or broken, with its counterexample', async () => {
    const inForce = { ...bundleOf(), hash: 'y' };
    const silent = bundleOf({ 'invariants/ours.yaml': 'invariants: []' });
    expect(await check().check({ bundle: silent, inForce })).toMatchObject({
      passed: true,
      standing: [{ id: 'meds', stated: false, holds: true }],
    });
    const wider = bundleOf({ 'a.cedar': RULES.replace('== "MEDS"', '== "FINANCE"') });
    const report = await check().check({ bundle: wider, inForce });
    expect(report).toMatchObject({ passed: false, standing: [{ id: 'meds', stated: true, holds: false }] });
    expect(report.standing[0]!.counterexample).toBeTruthy();
  });

  it('tells where an invariant cannot be read', async () => {
    const bundle = bundleOf({ 'invariants/ours.yaml': INVARIANTS.replace('context.category', 'context.shoe') });
    const failure = check().check({ bundle, inForce: null });
    await expect(failure).rejects.toBeInstanceOf(BundleError);
    await expect(failure).rejects.toThrow(/^invariants\/ours\.yaml:\d+: /);
  });

  it('reads a draft, and refuses one that nests too deeply with its file, and reads on', async () => {
    const { files } = bundleOf();
    const reader = check();
    const deep = RULES.replace('context.category == "MEDS"', `${'('.repeat(3_000)}true${')'.repeat(3_000)}`);
    const refused = reader.read(bundleOf({ 'a.cedar': deep }).files);
    await expect(refused).rejects.toThrow(/^a\.cedar:5: brackets nest deeper/);
    expect(await reader.read(files)).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), warnings: [] });
  });

  it('compares two bundles', async () => {
    const wider = { ...bundleOf({ 'a.cedar': RULES.replace('== "MEDS"', '== "FINANCE"') }), hash: 'y' };
    const { cedar, sight } = await check().difference(bundleOf(), wider);
    expect(cedar.changed).toMatchObject([{ id: 'no-meds' }]);
    expect(sight).toBeNull();
  });

  it('gives up what takes too long, and checks on', async () => {
    const { files } = await loadBundle('policies');
    await expect(check(1).check({ bundle: { hash: 'x', files }, inForce: null })).rejects.toThrow('did not end within');
  });
});
