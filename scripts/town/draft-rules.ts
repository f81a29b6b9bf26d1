import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { policy } from '#libs/client';
import { until } from '../demo/until.js';
import type { TownApi } from './town-api.js';
import { DEMO_FOLDER } from './town-data.js';

/** One change of a file of rules: a text in it, and what stands there in the draft. */
export interface Change {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
type File = policy.BundleFileDto;

const BUNDLES = '/api/policy/v1/bundles';
const AUTHOR = 'voss';
const DAY_MS = 86_400_000;

/** The drafts of `demo/drafts.json`, by what they are for. */
export const readDrafts = (folder = DEMO_FOLDER): Readonly<Record<string, readonly Change[]>> =>
  JSON.parse(readFileSync(join(folder, 'drafts.json'), 'utf8')) as Record<string, Change[]>;

/** Posts the rules in force with changes made in their text, and checks them: not in force by that. */
export async function postDraft(
  api: TownApi,
  title: string,
  changes = readDrafts()[title]!,
): Promise<{ hash: string; report: policy.BundleReportDto }> {
  const author = api.as(AUTHOR);
  const { items } = await author.get(BUNDLES, { query: { limit: 200 } });
  const inForce = items.find((bundle) => bundle.inForce)!;
  const { files } = await author.get('/api/policy/v1/bundles/{hash}', { path: { hash: inForce.hash } });
  const changed = changes.reduce<readonly File[]>(edited, files);
  const { hash } = await author.post(BUNDLES, { body: { title, files: changed } });
  return { hash, report: await author.post('/api/policy/v1/bundles/{hash}/check', { path: { hash } }) };
}

function edited(files: readonly File[], { file, find, replace }: Change): File[] {
  const { text } = files.find(({ name }) => name === file)!;
  if (!text.includes(find)) throw new Error(`${file} no longer says: ${find}`);
  return files.map((one) => (one.name === file ? { name: file, text: text.replace(find, replace) } : one));
}

/** Decides the last days again by these rules, to the end. */
export async function replayDraft(api: TownApi, hash: string, days: number): Promise<policy.SimulationDto> {
  const author = api.as(AUTHOR);
  const now = Date.now();
  const period = { from: new Date(now - days * DAY_MS).toISOString(), until: new Date(now).toISOString() };
  const { id } = await author.post('/api/policy/v1/bundles/{hash}/simulate', { path: { hash }, body: period });
  return until('the shadow replay ends', async () => {
    const simulation = await author.get('/api/policy/v1/simulations/{id}', { path: { id } });
    return simulation.state === 'done' ? simulation : undefined;
  });
}
