import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../routes/place/eventually.js';
import { openPlace, type Place } from '../routes/place/place.js';
import {
  bringEdna,
  checkpointSize,
  logged,
  look,
  loseStore,
  open,
  recover,
  released,
  swapOf,
} from './restored-place.js';
import { NO_BARS, planted, UNASKED } from './faults.js';
import type { SwapDatabase } from '../../scripts/drill/swap-database.js';

/** One place, one backup, one restore under running apps: the tests follow each other. */
let place: Place;
let swap: SwapDatabase;
let edna: string;
let margaret: string;
beforeAll(async () => {
  place = await openPlace();
  swap = swapOf(place);
  edna = await bringEdna(place);
  margaret = place.pseudonyms['REACH']!;
  await eventually('Edna may be seen', async () => (await look(place, edna, 'MEDS')) === 'permit' || undefined);
  await logged(place);
  await swap.backUp();
}, 90_000);
afterAll(async () => {
  await place.stop();
  await swap.clear();
});

const REFUSAL = {
  instruction: 'refuse',
  sources: ['NM-ACUTE'],
  recipients: ['REACH'],
  categories: ['MEDS'],
  purposes: ['COC'],
};
const post = async (app: 'consent' | 'policy', as: string, path: string, body: unknown = {}): Promise<number> =>
  (await place.send(app, as, { method: 'POST', path, body })).status;
const refuse = (): Promise<number> => post('consent', 'margaret', '/v1/residents/me/directives', REFUSAL);
const readiness = async (app: 'relay' | 'audit'): Promise<unknown> => (await fetch(`${place.urls[app]}/readyz`)).json();
async function awaiting(as: string): Promise<string[]> {
  const { text } = await place.send('consent', as, { method: 'GET', path: '/v1/reconciliations' });
  return (JSON.parse(text) as { items: { thing: string }[] }).items.map(({ thing }) => thing);
}
const reconcile = (as: string, thing: string): Promise<number> =>
  post('consent', as, '/v1/reconciliations', { thing, reason: 'Asked REACH; recorded it again' });

describe('a database restored under its running apps', () => {
  let size: number;

  it('was disclosing, until she refused and a category was stopped', async () => {
    expect(await look(place, margaret, 'MEDS')).toBe('permit');
    expect(await refuse()).toBe(201);
    expect(
      await post('policy', 'marsh', '/v1/category-stops', { category: 'FUNCTION', reason: 'drill of restores' }),
    ).toBe(201);
    expect(await look(place, margaret, 'MEDS')).toBe('refused');
    expect(await look(place, edna, 'FUNCTION')).toBe('category-stopped');
    await logged(place);
    size = await checkpointSize(place);
  });

  it('discloses nothing to anybody, signs nothing, and is not ready', async () => {
    await swap.restore();
    // A relay that does not ask who vouches shows what the rest of this test would miss.
    expect(await planted(place, UNASKED, () => look(place, margaret, 'MEDS'))).toBe('permit');
    const before = await released(place);
    const [ofMargaret, opened, ofEdna] = await Promise.all([
      look(place, margaret, 'MEDS'),
      open(place),
      look(place, edna, 'MEDS'),
    ]);
    expect([ofMargaret, opened, ofEdna]).toEqual([null, null, null]);
    for (const app of ['relay', 'audit'] as const) {
      await eventually(`${app} knows`, async () => {
        const report = (await readiness(app)) as { checks: Record<string, string> };
        return report.checks['restart-proof-store'] === 'failing' || undefined;
      });
    }
    expect(await released(place)).toBe(before);
    const head = await place.admin.query<{ size: string }>('SELECT size FROM audit.head');
    expect(Number(head.rows[0]!.size)).toBeLessThan(size);
  });

  it('discloses again once it was recovered, but of nobody whose changes were lost', async () => {
    const { barred, lostSize } = await recover(place);
    expect({ barred, lostSize }).toEqual({ barred: 2, lostSize: size });
    await eventually('Edna may be seen', async () => (await look(place, edna, 'MEDS')) === 'permit' || undefined);
    expect(await planted(place, NO_BARS, () => look(place, margaret, 'MEDS'))).toBe('permit');
    expect(await look(place, margaret, 'MEDS')).toBe('facts-incomplete');
    expect(await open(place)).toBe('facts-incomplete');
    expect(await look(place, edna, 'FUNCTION')).toBe('facts-incomplete');
    await logged(place);
  });

  it('is reconciled by the officers whom it concerns', async () => {
    const her = `resident:${place.residentId}`;
    expect([await awaiting('reach-ig'), await awaiting('harbour-ig'), await awaiting('marsh')]).toEqual([
      [her],
      [],
      ['category:FUNCTION'],
    ]);
    expect(await refuse()).toBe(201);
    expect([await reconcile('harbour-ig', her), await reconcile('reach-ig', her)]).toEqual([404, 200]);
    expect(await look(place, margaret, 'MEDS')).toBe('refused');
    expect(await reconcile('marsh', 'category:FUNCTION')).toBe(200);
    expect(await look(place, edna, 'FUNCTION')).toBe('permit');
    expect(await awaiting('reach-ig')).toEqual([]);
  });

  it('has a new incarnation: what goes out begins a stream of its own', async () => {
    const { rows } = await place.admin.query<{ suffix: string }>('SELECT suffix FROM fence.standing');
    expect(rows[0]!.suffix).toMatch(/^r[0-9a-f]{8}$/);
  });
});

describe('a database restored without its restart-proof store', () => {
  const lost = { storeLost: true, by: 'spec' };

  it('discloses nothing, and is not recovered by one person, nor by the same one twice', async () => {
    await logged(place);
    await swap.clear();
    await swap.backUp();
    loseStore(place);
    await swap.restore();
    expect([await look(place, margaret, 'MEDS'), await look(place, edna, 'MEDS')]).toEqual([null, null]);
    for (const how of [{}, { and: 'other' }, lost, { ...lost, and: 'spec' }])
      await expect(recover(place, how)).rejects.toThrow('two people take it upon them: --store-lost');
    expect(await look(place, edna, 'MEDS')).toBe(null);
  });

  it('denies everything once two have taken it upon them, until a lead reconciled the whole place', async () => {
    expect((await recover(place, { ...lost, and: 'other' })).barred).toBe(1);
    await eventually('it answers', async () => (await look(place, edna, 'MEDS')) ?? undefined);
    const looks = [await look(place, margaret, 'MEDS'), await look(place, edna, 'MEDS'), await open(place)];
    expect(looks).toEqual(['facts-incomplete', 'facts-incomplete', 'facts-incomplete']);
    expect(await planted(place, NO_BARS, () => look(place, edna, 'MEDS'))).toBe('permit');
    expect([await awaiting('reach-ig'), await awaiting('marsh')]).toEqual([[], ['rules:in-force']]);
    expect([await reconcile('reach-ig', 'rules:in-force'), await reconcile('marsh', 'rules:in-force')]).toEqual([
      404, 200,
    ]);
    expect(await look(place, edna, 'MEDS')).toBe('permit');
    await expect(recover(place, lost)).rejects.toThrow('there is nothing to recover');
  });
});
