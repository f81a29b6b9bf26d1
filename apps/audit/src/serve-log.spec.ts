import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeBundle, leafHash, openCheckpoint, parseVerifier } from '#libs/tlog';
import { openAuditFixture, type AuditFixture } from './testing/audit-fixture.js';
import { eventually } from './testing/log-fixture.js';
import { verifyExport } from './verification/verify-export.js';

let audit: AuditFixture;
beforeAll(async () => {
  audit = await openAuditFixture();
});
afterAll(() => audit.close());

const sequenced = () =>
  eventually(
    'all is sequenced',
    async () =>
      (
        await audit.app.query(
          'SELECT 1 FROM audit.staging UNION ALL SELECT 1 FROM audit.checkpoint WHERE published_at IS NULL LIMIT 1',
        )
      ).rowCount === 0,
  );
const searches = async (action: string) =>
  (await audit.admin.query(`SELECT 1 FROM audit.entry_line WHERE kind = 'search' AND action = $1`, [action]))
    .rowCount ?? 0;

describe('the public log', () => {
  it('serves a checkpoint under its own key, to anyone', async () => {
    await audit.record();
    await sequenced();
    const vkey = await audit.get('/log/vkey');
    expect(vkey.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const checkpoint = await audit.get('/log/checkpoint');
    expect(checkpoint.headers.get('cache-control')).toBe('public, max-age=1');
    const verifier = parseVerifier((await vkey.text()).trim());
    expect(openCheckpoint(await checkpoint.text(), verifier).size).toBeGreaterThan(0);
  });

  it('serves hash tiles to anyone and entry bundles to officers, for good', async () => {
    await sequenced();
    const width = Number((await audit.app.query<{ size: string }>('SELECT size FROM audit.head')).rows[0]!.size);
    const tile = await audit.get(`/log/tile/0/000.p/${width}`);
    expect(tile.headers.get('content-type')).toBe('application/octet-stream');
    expect(tile.headers.get('cache-control')).toContain('immutable');
    const hashes = Buffer.from(await tile.arrayBuffer());
    const path = `/log/tile/entries/000.p/${width}`;
    expect((await audit.get(path)).status).toBe(401);
    expect((await audit.get(path, 'margaret')).status).toBe(403);
    const bundle = decodeBundle(Buffer.from(await (await audit.get(path, 'marsh')).arrayBuffer()));
    expect(Buffer.concat(bundle.map(leafHash))).toEqual(hashes);
    expect(Buffer.from(await (await audit.get('/log/tile/0/000.p/1')).arrayBuffer())).toEqual(hashes.subarray(0, 32));
  });

  it.each([
    '0/000',
    '0/000.p/255',
    '0/001',
    '1/000.p/1',
    '64/000',
    '0/0',
    '0/x000/000',
    'entries/000',
    'x/000',
    '0/000.p/0',
    '0/',
  ])('has no tile %s', async (path) => expect((await audit.get(`/log/tile/${path}`, 'marsh')).status).toBe(404));
});

describe('an export', () => {
  it('is a tar that unpacks and verifies, with the details of the agency alone, and is an entry', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'export-'));
    const before = await searches('export-log');
    await audit.record({ sourceAgency: 'HARBOUR' });
    await sequenced();
    const answer = await audit.post('/v1/exports', 'harbour-ig');
    expect(answer.headers.get('content-type')).toBe('application/x-tar');
    execFileSync('tar', ['x', '-C', scratch], { input: Buffer.from(await answer.arrayBuffer()) });
    const verdict = verifyExport(scratch, {
      vkey: audit.signer.vkey,
      held: [await (await audit.get('/log/checkpoint')).text()],
    });
    expect(verdict.findings).toEqual([]);
    expect(verdict.details).toBeGreaterThan(0);
    expect(verdict.details).toBeLessThan(verdict.size);
    expect(await searches('export-log')).toBe(before + 1);
    rmSync(scratch, { recursive: true });
  });

  it('is open to officers only', async () => {
    expect((await audit.post('/v1/exports', 'margaret')).status).toBe(403);
    expect((await audit.post('/v1/exports')).status).toBe(401);
  });
});

describe('the app around them', () => {
  it('shows its merge delay and size, and is ready', async () => {
    const metrics = await (await audit.get('/metrics')).text();
    expect(metrics).toMatch(/audit_log_entries\{app="audit"\} [1-9]/);
    expect(metrics).toContain('audit_merge_delay_seconds');
    expect((await audit.get('/readyz')).status).toBe(200);
  });
});
