import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generateSignerKey, parseSigner } from '#libs/tlog';
import { exportLog } from '../export/export-log.js';
import { writeFolder } from '../export/write-folder.js';
import { sequenceBatch } from '../sequencing/sequence-batch.js';
import { arbitraryChange } from '../testing/arbitrary-change.js';
import { BROKEN_VERIFIERS } from '../testing/faults/broken-verifiers.js';
import { openLogFixture, type LogFixture } from '../testing/log-fixture.js';
import * as tampering from '../testing/tampering.js';
import { FILE_TAMPERINGS } from '../testing/tampering-with-files.js';
import { ExportFolder } from './export-folder.js';
import { verifyExport } from './verify-export.js';

let fixture: LogFixture;
let scratch: string;
let held: string;

/** 300 entries, two of them of facts of the place, so that there is a full tile and a level above; checkpoints at 0, 100, 200 and 300. */
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'audit-export-'));
  fixture = await openLogFixture();
  await sequenceBatch(fixture.app, fixture.signer, { limit: 0, confirm: true });
  for (let batch = 0; batch < 3; batch++) {
    if (batch === 2) await fixture.keepPlaceFacts({ categories: ['MEDS'] }, { categories: ['MEDS', 'FUNCTION'] });
    await fixture.append(batch === 2 ? 98 : 100, { requesterAgency: batch === 0 ? 'NM-ASC' : 'REACH' });
    await sequenceBatch(fixture.app, fixture.signer, { limit: 100 });
  }
  held = (await fixture.app.query<{ note: string }>('SELECT note FROM audit.checkpoint WHERE size = 300')).rows[0]!
    .note;
});
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await fixture.close();
});

/** Exports the log as it is after the tampering, which is then undone. */
async function exportAfter(tamper?: tampering.Tampering): Promise<string> {
  const folder = mkdtempSync(join(scratch, 'export-'));
  const client = await fixture.admin.connect();
  try {
    await client.query('BEGIN');
    await tamper?.(client, fixture.signer);
    await writeFolder(exportLog(client, fixture.signer, 'all'), folder);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  return folder;
}

const vkey = (): string => fixture.signer.vkey;

describe('an untouched log', () => {
  it('verifies from its files and the public key alone', async () => {
    const verdict = verifyExport(await exportAfter(), { vkey: vkey(), held: [held] });
    expect(verdict).toMatchObject({ findings: [], size: 300, checkpoints: 4, details: 300, keyWasGiven: true });
  });

  it('exports only the details in which an agency has a part, and verifies with them', async () => {
    const folder = mkdtempSync(join(scratch, 'scoped-'));
    await writeFolder(exportLog(fixture.app, fixture.signer, { agency: 'NM-ASC' }), folder);
    expect(verifyExport(folder)).toMatchObject({ findings: [], size: 300, details: 100, keyWasGiven: false });
  });
});

/** tampering → what must be found: kind, then the entry or the interval it is located to. */
const FOUND: [keyof typeof tampering, string, number | [number, number] | undefined][] = [
  ['editEntry', 'edited', 137],
  ['removeEntry', 'removed', 42],
  ['removeAndCloseUp', 'removed', 42],
  ['insertEntry', 'inserted', 50],
  ['swapEntries', 'reordered', 10],
  ['cutEntries', 'truncated', [290, 300]],
  ['cutEverything', 'rolled-back', [200, 300]],
  ['editAndRebuild', 'rewritten', [100, 200]],
  ['editRebuildAndSignNewest', 'rewritten', [100, 200]],
  ['rewriteHistory', 'rewritten', [0, 300]],
  ['repeatEntry', 'twice', 299],
  ['editUpperTile', 'tile', undefined],
  ['removeTile', 'missing-file', undefined],
  ['editDetail', 'detail', 77],
  ['editPlaceFact', 'place-fact', undefined],
  ['forgeCheckpoint', 'checkpoint', undefined],
];

const located = (folder: string, checks?: (typeof BROKEN_VERIFIERS)[keyof typeof BROKEN_VERIFIERS]) =>
  verifyExport(folder, { vkey: vkey(), held: [held] }, checks).findings.map((f) => [f.kind, f.interval ?? f.entry]);

describe('a tampered log', () => {
  it.each(FOUND)('by %s is found as %s at %p', async (name, kind, place) => {
    expect(located(await exportAfter(tampering[name]))).toContainEqual([kind, place]);
  });

  it('is not blamed beyond the tampering: one finding for one edited, removed or added thing', async () => {
    for (const name of [
      'editEntry',
      'removeEntry',
      'removeAndCloseUp',
      'editUpperTile',
      'editAndRebuild',
      'cutEverything',
    ] as const) {
      expect(located(await exportAfter(tampering[name])).map(([kind]) => kind)).toHaveLength(1);
    }
  });

  it.each(['cutEverything', 'rewriteHistory'] as const)(
    'by %s, whole in itself, is found only through a checkpoint kept elsewhere',
    async (name) => {
      expect(verifyExport(await exportAfter(tampering[name]), { vkey: vkey() }).findings).toEqual([]);
    },
  );

  it('signed by another key is refused, whatever key it brings along', async () => {
    const folder = await exportAfter();
    const foreign = parseSigner(generateSignerKey(fixture.signer.name)).vkey;
    writeFileSync(join(folder, 'vkey'), foreign);
    expect(verifyExport(folder, { vkey: vkey() }).findings).toEqual([expect.objectContaining({ kind: 'foreign-key' })]);
    expect(() => verifyExport(folder)).toThrow('no checkpoint');
  });

  it('with a bundle cut, a tile added or the newest checkpoint missing is found', async () => {
    const folder = await exportAfter();
    const bundle = join(folder, 'tile/entries/001.p/44');
    writeFileSync(bundle, readFileSync(bundle).subarray(0, -1));
    writeFileSync(join(folder, 'tile/0/002'), Buffer.alloc(32));
    rmSync(join(folder, 'checkpoint'));
    expect(located(folder).map(([kind]) => kind)).toEqual(
      expect.arrayContaining(['unreadable', 'unexpected-file', 'checkpoint', 'truncated']),
    );
  });
});

describe('an export whose files were changed', () => {
  it.each(FILE_TAMPERINGS.map((one) => [one.name, one] as const))(
    '(%s) is told with file and entry',
    async (_name, one) => {
      const folder = await exportAfter();
      one.act(folder);
      const { findings } = verifyExport(folder, { vkey: vkey(), held: [held] });
      const seen = findings.map((f) => [f.kind, f.file, f.interval ?? f.entry]);
      for (const [kind, file, place] of one.found) expect(seen).toContainEqual([kind, file, place]);
    },
  );

  it('names the details that were cut out, and the line that says no more whose it was', async () => {
    const folder = await exportAfter();
    const said = (): string =>
      verifyExport(folder, { vkey: vkey() })
        .findings.map(({ message }) => message)
        .join('\n');
    FILE_TAMPERINGS.find(({ name }) => name === 'two details cut out')!.act(folder);
    expect(said()).toContain('2 of 256 sealed details are gone: of entries 5, 6');
    writeFileSync(join(folder, 'detail/001'), 'nothing\n');
    expect(said()).toContain('line 1 of detail/001 is no sealed detail any more');
  });

  it('would pass without its details for a verifier that skips the manifest', async () => {
    const folder = await exportAfter();
    rmSync(join(folder, 'detail/001'));
    expect(verifyExport(folder, { vkey: vkey() }, BROKEN_VERIFIERS.skipsTheManifest).findings).toEqual([]);
  });

  describe('at random', () => {
    // Of two files with checkpoints one stays: else there is nothing to judge by, which is said by throwing.
    const fileOf = ({ file }: { readonly file: string }): string =>
      file.startsWith('checkpoint') ? 'checkpoint' : file;

    /** Of any change of any file: the file is named, whatever else is found. */
    async function check(checks?: (typeof BROKEN_VERIFIERS)[keyof typeof BROKEN_VERIFIERS]): Promise<void> {
      const folder = await exportAfter();
      // The key was given from elsewhere.
      const files = new ExportFolder(folder).list('').filter((file) => file !== 'vkey');
      fc.assert(
        fc.property(
          fc.uniqueArray(arbitraryChange(files), { minLength: 1, maxLength: 3, selector: fileOf }),
          (changes) => {
            const before = new Map(changes.map(({ file }) => [file, readFileSync(join(folder, file))]));
            for (const { act } of changes) act(folder);
            try {
              const { findings } = verifyExport(folder, { vkey: vkey(), held: [held] }, checks);
              const named = new Set(findings.flatMap(({ file }) => file ?? []));
              // Without its manifest nobody can say of which files an export was made: that is what is said, then.
              if (changes.some(({ file }) => file === 'manifest')) {
                expect([...named]).toContain('manifest');
                return;
              }
              expect(changes.filter(({ file }) => !named.has(file)).map(({ file, how }) => `${file} ${how}`)).toEqual(
                [],
              );
            } finally {
              for (const [file, bytes] of before) writeFileSync(join(folder, file), bytes);
            }
          },
        ),
        { numRuns: 40 },
      );
    }

    it('are all named', () => check());

    it('would not be by a verifier that skips the manifest', async () => {
      await expect(check(BROKEN_VERIFIERS.skipsTheManifest)).rejects.toThrow('Property failed');
    });
  });

  it('brings no manifest of another log, and none by another key', async () => {
    const folder = await exportAfter();
    const other = parseSigner(generateSignerKey(fixture.signer.name));
    const forged = mkdtempSync(join(scratch, 'forged-'));
    await writeFolder(exportLog(fixture.app, other, 'all'), forged);
    writeFileSync(join(folder, 'manifest'), readFileSync(join(forged, 'manifest')));
    expect(located(folder)).toEqual([['manifest', undefined]]);
    writeFileSync(join(folder, 'manifest'), held);
    expect(located(folder)).toEqual([['manifest', undefined]]);
  });
});

/** Each broken verifier beside a tampering that it lets pass: the table above would turn red with it. */
const MISSED: [keyof typeof BROKEN_VERIFIERS, keyof typeof tampering][] = [
  ['trustsTheCount', 'editEntry'],
  ['trustsTheCount', 'swapEntries'],
  ['onlyTheNewestCheckpoint', 'editRebuildAndSignNewest'],
  ['believesTheTiles', 'removeEntry'],
  ['skipsUpperTiles', 'editUpperTile'],
  ['skipsDetails', 'editDetail'],
  ['skipsPlaceFacts', 'editPlaceFact'],
  ['skipsIds', 'repeatEntry'],
  ['forgivesBadFiles', 'removeTile'],
  ['forgivesBadFiles', 'forgeCheckpoint'],
  ['ignoresWhatWasKept', 'cutEverything'],
  ['ignoresWhatWasKept', 'rewriteHistory'],
];

describe('the table of tamperings turns red for a verifier that', () => {
  it.each(MISSED)('%s (%s)', async (verifier, name) => {
    const [, kind, place] = FOUND.find(([tamper]) => tamper === name)!;
    const folder = await exportAfter(tampering[name]);
    expect(located(folder, BROKEN_VERIFIERS[verifier])).not.toContainEqual([kind, place]);
  });
});
