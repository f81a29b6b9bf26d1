import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../demo/until.js';
import type { TownApi } from '../../town/town-api.js';
import { DEMO_FOLDER } from '../../town/town-data.js';

interface Change {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
interface Bundle {
  readonly hash: string;
  readonly inForce: boolean;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

const BUNDLES = '/policy/v1/bundles';
const AUTHOR = 'voss';
const DRAFT = 'call handlers may see ADAPTATION under D2';
const REPLAYED_MS = 30 * 86_400_000;

/**
 * The demo's draft that keeps every promise, checked and replayed but not in force: its pages are those of any draft.
 * @returns its hash, and its replay's id
 */
export async function draftRules(api: TownApi): Promise<{ hash: string; replay: string }> {
  const { items } = await api.get<{ items: Bundle[] }>(AUTHOR, `${BUNDLES}?limit=200`);
  const inForce = items.find((bundle) => bundle.inForce)!;
  const { files } = await api.get<Bundle>(AUTHOR, `${BUNDLES}/${inForce.hash}`);
  const changes = (JSON.parse(readFileSync(join(DEMO_FOLDER, 'drafts.json'), 'utf8')) as Record<string, Change[]>)[
    DRAFT
  ]!;
  const changed = files.map(({ name, text }) => ({
    name,
    text: changes.reduce((all, { file, find, replace }) => (file === name ? all.replace(find, replace) : all), text),
  }));
  const { hash } = await api.post<Bundle>(AUTHOR, BUNDLES, { title: DRAFT, files: changed });
  await api.post(AUTHOR, `${BUNDLES}/${hash}/check`);
  const now = Date.now();
  const period = { from: new Date(now - REPLAYED_MS).toISOString(), until: new Date(now).toISOString() };
  const { id } = await api.post<{ id: string }>(AUTHOR, `${BUNDLES}/${hash}/simulate`, period);
  await until('the replay of the draft is done', async () => {
    const { state } = await api.get<{ state: string }>(AUTHOR, `/policy/v1/simulations/${id}`);
    return state === 'done' || undefined;
  });
  return { hash, replay: id };
}
