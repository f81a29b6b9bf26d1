import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readBundleFiles } from '#libs/cedar';
import { productVersion } from './rules/bundle/product-version.js';
import { TrustingConfig } from './registry/agency/faults/trusting-config.js';
import { runPolicy, type RunningPolicy } from './testing/running-policy.js';

let policy: RunningPolicy;
let folder: string;
beforeAll(async () => {
  policy = await runPolicy();
  folder = mkdtempSync(join(tmpdir(), 'policies-spec-'));
  cpSync('policies', folder, { recursive: true });
});
afterAll(async () => {
  await policy.stop();
  rmSync(folder, { recursive: true });
});

const edit = (name: string, change: (text: string) => string): void =>
  writeFileSync(join(folder, name), change(readFileSync(join('policies', name), 'utf8')));
const inForce = async () =>
  (
    await policy.admin.query(
      'SELECT hash, approved_by FROM policy.bundle_schedule WHERE hash = policy.bundle_in_force_v1()',
    )
  ).rows as unknown[];

/** All that a start could have written. */
async function writtenBy(): Promise<unknown> {
  const counts = `SELECT (SELECT count(*) FROM policy.bundle_schedule) AS rules, (SELECT count(*) FROM audit.staging) AS entries,
    (SELECT count(*) FROM fence.mark) AS marks`;
  return (await policy.admin.query(counts)).rows[0];
}

describe('starting', () => {
  it('puts the release’s own rules in force, with an entry, where none are', async () => {
    expect(await inForce()).toEqual([{ hash: expect.any(String), approved_by: 'repository' }]);
    const [entry] = await policy.entries('bundle-publish');
    expect(entry).toMatchObject({ kind: 'governance', holder: 'place/place' });
  });

  it('leaves what is in force alone, whatever the folder holds by now', async () => {
    const before = await inForce();
    edit('restriction.cedar', (text) => text.replace('@explain("', '@explain("Now: '));
    await (await policy.startAgain({ POLICIES_DIR: folder })).stop();
    expect(await inForce()).toEqual(before);
    expect(await policy.entries('bundle-publish')).toHaveLength(1);
  });

  it('publishes once when several processes start at once', async () => {
    await policy.admin.query('DELETE FROM policy.bundle_schedule');
    const running = await Promise.all([1, 2, 3].map(() => policy.startAgain()));
    await Promise.all(running.map((app) => app.stop()));
    expect(await inForce()).toHaveLength(1);
    expect(await policy.entries('bundle-publish')).toHaveLength(2);
  });

  it('stops at a bad Cedar file and says file, line and rule', async () => {
    edit('restriction.cedar', (text) => text.replace(/when\s*\{/, 'when {{'));
    await expect(policy.startAgain({ POLICIES_DIR: folder })).rejects.toThrow(
      /restriction\.cedar:\d+: rule restricted: /,
    );
  });

  it('stops at rules that do not fit the schema', async () => {
    edit('restriction.cedar', (text) => text.replace('context.restricted', 'context.frozen'));
    await expect(policy.startAgain({ POLICIES_DIR: folder })).rejects.toThrow(
      /restriction\.cedar:\d+: rule restricted: /,
    );
  });

  it('does not validate again what this release took in before, and what another one did it does', async () => {
    const files = JSON.stringify(await readBundleFiles(folder));
    await policy.admin.query(`INSERT INTO policy.bundle (hash, files, author) VALUES ($1, $2::jsonb, 'repository')`, [
      'f'.repeat(64),
      files,
    ]);
    const takenInBy = async (version: string): Promise<unknown> => {
      await policy.admin.query(
        `INSERT INTO policy.bundle_report (hash, kind, passed, report, made_by, product_version)
          VALUES ($1, 'repository', true, '{}', 'repository', $2)`,
        ['f'.repeat(64), version],
      );
      return policy.startAgain({ POLICIES_DIR: folder }).then((app) => app.stop());
    };
    await expect(takenInBy('0.0.1')).rejects.toThrow(/rule restricted: /);
    await expect(takenInBy(productVersion())).resolves.toBeUndefined();
    edit('restriction.cedar', (text) => text.replace('context.restricted', 'context.thawed'));
    await expect(policy.startAgain({ POLICIES_DIR: folder })).rejects.toThrow(/rule restricted: /);
  });

  it('says at once what is wrong with its rules, whether or not the database answers', async () => {
    const nobody = 'postgres://policy_app:x@127.0.0.1:1/nowhere';
    await expect(policy.startAgain({ POLICIES_DIR: folder, DATABASE_URL: nobody })).rejects.toThrow(
      /rule restricted: /,
    );
  });

  it('stops at a discreet agency that the place does not have: it would be shown', async () => {
    const start = async (names: string): Promise<unknown> => policy.startAgain({ DISCREET_AGENCIES: names });
    const { rows } = await policy.admin.query<{ code: string }>('SELECT code FROM policy.agency LIMIT 1');
    const known = rows[0]!.code;
    const before = await writtenBy();
    await expect(start(`${known},BEACN`)).rejects.toThrow(/DISCREET_AGENCIES names BEACN, which no agency/);
    await expect(start(`${known},beacon`)).rejects.toThrow(/must be codes of agencies/);
    expect(await writtenBy()).toEqual(before);
    // Were it not compared, the place would start, and BEACON be shown.
    await (await policy.startAgain({ DISCREET_AGENCIES: `${known},BEACN` }, TrustingConfig)).stop();
    await (
      await policy.startAgain({ DISCREET_AGENCIES: `${known},REFUGE`, DISCREET_AGENCIES_TO_COME: 'REFUGE' })
    ).stop();
  });

  it('is ready with its database', async () => {
    expect(await policy.send('GET', '/readyz')).toMatchObject({ status: 200, body: { checks: { database: 'ok' } } });
  });
});
