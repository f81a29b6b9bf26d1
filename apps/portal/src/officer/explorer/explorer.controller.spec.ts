import { describe, expect, it } from '@jest/globals';
import type { Download } from '../../shell/page.js';
import { listOf, visitOf } from '../../testing/visit-of.js';
import { entryLine, officerAs } from '../testing/lines.js';
import { ExplorerController } from './explorer.controller.js';

const ENTRIES = 'GET /api/audit/v1/entries';
const explorer = new ExplorerController();
const visitTo = (...lines: object[]) =>
  visitOf({ [ENTRIES]: listOf(...lines) }, { person: officerAs('privacy-officer') });

describe('the access explorer', () => {
  it('asks for what the address says, twenty-five at a time', async () => {
    const { visit, calls } = visitTo(entryLine());
    const page = await explorer.list(visit, { outcome: 'deny', after: 'c1', other: 'x' });
    expect(calls.find(({ call }) => call === ENTRIES)!.query).toEqual({ outcome: 'deny', after: 'c1', limit: '25' });
    expect(page).toMatchObject({ options: { status: 200 }, model: { looked: true } });
  });

  it('looks at nothing, which would be an entry, where a filter cannot be right', async () => {
    const { visit, calls } = visitTo(entryLine());
    const page = await explorer.list(visit, { from: '2026-02-30' });
    expect(calls.map(({ call }) => call)).not.toContain(ENTRIES);
    expect(page).toMatchObject({ options: { status: 422 }, model: { looked: false, list: undefined } });
    expect(await explorer.download(visit, { kind: 'other' })).toMatchObject({ options: { status: 422 } });
    expect(calls.map(({ call }) => call)).not.toContain(ENTRIES);
  });

  it('shows no page made of less than an officer is answered', async () => {
    const { requesterId: _own, ...own } = entryLine();
    await expect(explorer.list(visitTo(own).visit, {})).rejects.toThrow('not what an officer');
  });

  it('gives the page as a sheet that says what was looked for, or that nothing was', async () => {
    const sheet = async (query: Record<string, unknown>): Promise<Download> =>
      (await explorer.download(visitTo(entryLine()).visit, query)) as Download;
    expect(await sheet({ category: 'MEDS' })).toMatchObject({
      fileName: 'entries.csv',
      type: 'text/csv; charset=utf-8',
    });
    expect((await sheet({ category: 'MEDS' })).body).toContain('Information: Medicines');
    expect((await sheet({})).body).not.toContain('Information:');
    expect((await sheet({})).body.split('\r\n')).toHaveLength(5);
  });
});
