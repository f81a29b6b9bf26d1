import { describe, expect, it } from '@jest/globals';
import type { Page } from '../../shell/page.js';
import { type Answers, listOf, refusal } from '../../testing/visit-of.js';
import { CALLS, margarets } from '../testing/margaret.js';
import { look } from '../testing/town.js';
import { LookController } from './look.controller.js';
import { LooksController } from './looks.controller.js';

const away = () => refusal(503, 'unavailable');
async function list(query: object, answers: Answers = {}): Promise<{ page: Page; queries: object[] }> {
  const asked = margarets({ [CALLS.history]: listOf(look()), ...answers });
  const page = await new LooksController().list(asked.visit, query);
  return { page, queries: asked.calls.filter(({ call }) => call === CALLS.history).map((one) => one.query) };
}

describe('who has looked', () => {
  it.each([
    [{}, { kind: 'disclosure', outcome: 'permit' }],
    [{ outcome: 'deny' }, { kind: 'disclosure', outcome: 'deny' }],
    [{ outcome: 'recorded' }, { kind: 'directive' }],
    [{ outcome: 'everything' }, { kind: 'disclosure', outcome: 'permit' }],
  ])('asks of %j for one list, a hundred lines at once', async (query, asked) =>
    expect((await list(query)).queries).toEqual([{ ...asked, limit: '100' }]),
  );

  it('asks nothing where a day is none, and keeps what was typed', async () => {
    const { page, queries } = await list({ from: '31/2/2026', to: '1/1/2026' });
    expect([queries, page.options.status]).toEqual([[], 422]);
    expect(page.model).toMatchObject({
      empty: undefined,
      isOpen: true,
      days: [],
      filter: { from: { value: '31/2/2026' } },
    });
  });

  it('offers only agencies of the agreements that she is told of: a list of all would name what is discreet', async () => {
    const { page } = await list({});
    const { filter } = page.model as { filter: { agency: { items: { value: string }[] } } };
    // By their names, and "any" first.
    expect(filter.agency.items.map(({ value }) => value)).toEqual(['', 'HARBOUR', 'NM-ACUTE', 'NM-ASC', 'REACH']);
  });

  it('tells nothing from unknown, and none such from none', async () => {
    const empty = async (query: object, history: unknown) =>
      ((await list(query, { [CALLS.history]: history })).page.model as { empty: string }).empty;
    const said = [
      await empty({}, listOf()),
      await empty({ agency: 'REACH' }, listOf()),
      await empty({ outcome: 'deny' }, listOf()),
      await empty({}, away),
    ];
    expect(new Set(said).size).toBe(4);
    expect(said[3]).toContain('We cannot see this now');
  });

  it('is drawn without names while those are away', async () => {
    const { page } = await list({}, { 'GET /api/policy/v1/agencies': away, [CALLS.agreements]: away });
    expect(JSON.stringify(page.model)).toContain('REACH');
    expect(page.options.status).toBeUndefined();
  });

  it('goes on before the last day that is whole, by the same filter', async () => {
    const day = (date: string, count: number) =>
      Array.from({ length: count }, (_, at) => look({ id: `${date}-${at}`, time: `${date}T10:00:00Z` }));
    const items = [...day('2026-11-22', 15), ...day('2026-11-21', 15), ...day('2026-11-20', 3)];
    const { page } = await list({ agency: 'REACH' }, { [CALLS.history]: { items, next: 'c2' } });
    expect(page.model).toMatchObject({
      pagination: { next: { href: '/resident/looks?agency=REACH&before=2026-11-21' } },
    });
    expect(JSON.stringify(page.model)).not.toContain('2026-11-20-0');
  });
});

describe('one line', () => {
  const LINE = look();
  const ENTRY = `GET /api/audit/v1/entries/${LINE.id}`;
  const of = (proof: unknown) => margarets({ [ENTRY]: LINE, [`${ENTRY}/proof`]: proof }).visit;
  const one = new LookController();
  const soon = () => new Response('{}', { status: 202 });
  const there = () => new Response('c2sp.org/tlog-proof@v1\n');

  it('has its proof once it stands in the log, says that it comes soon before, and that it is away where it is', async () => {
    const shown = async (proof: unknown) =>
      (await one.show(of(proof), LINE.id)).model as { proof?: string; waiting: string };
    expect(await shown(there)).toMatchObject({ proof: 'c2sp.org/tlog-proof@v1\n' });
    const [waiting, gone] = [await shown(soon), await shown(away)];
    expect([waiting.proof, gone.proof]).toEqual([undefined, undefined]);
    expect(waiting.waiting).not.toBe(gone.waiting);
  });

  it('gives the proof to keep, and never half of one', async () => {
    expect(await one.save(of(there), LINE.id)).toMatchObject({
      body: 'c2sp.org/tlog-proof@v1\n',
      fileName: `proof-${LINE.id}.txt`,
    });
    await expect(one.save(of(soon), LINE.id)).rejects.toMatchObject({ status: 503, key: 'away' });
    await expect(one.save(of(there), 'x')).rejects.toMatchObject({ status: 404 });
    await expect(one.show(of(there), '../entries')).rejects.toMatchObject({ status: 404 });
  });

  it('names its agreement by its title where that is known', async () => {
    const known = JSON.stringify((await one.show(of(there), LINE.id)).model);
    const unknown = margarets({ [ENTRY]: LINE, [`${ENTRY}/proof`]: there, [CALLS.agreements]: away }).visit;
    expect(known).toContain('Discharge');
    expect(JSON.stringify((await one.show(unknown, LINE.id)).model)).not.toContain('Discharge');
  });
});
