import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CallRefused } from '../../town/town-api.js';
import { DEMO_FOLDER } from '../../town/town-data.js';
import type { Player } from '../player.js';
import type { Stage } from '../stage.js';
import { until } from '../until.js';

interface Change {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
interface File {
  readonly name: string;
  readonly text: string;
}
interface Report {
  readonly passed: boolean;
  readonly errors: readonly { field: string; detail: string }[];
  readonly proofs: { invariants: { counterexample: { named: string | null } | null }[] } | null;
}
interface Simulation {
  readonly id: string;
  readonly state: string;
  readonly newlyAllowed: number;
  readonly newlyDenied: number;
}

const BUNDLES = '/policy/v1/bundles';
const A_YEAR_MS = 365 * 86_400_000;

/** The rules in force with a draft's changes made in their text. */
async function draftOf(stage: Stage, title: string): Promise<{ title: string; files: File[] }> {
  const { items } = await stage.api.get<{ items: { hash: string; inForce: boolean }[] }>(
    'voss',
    `${BUNDLES}?limit=200`,
  );
  const { hash } = items.find(({ inForce }) => inForce)!;
  const { files } = await stage.api.get<{ files: File[] }>('voss', `${BUNDLES}/${hash}`);
  const drafts = JSON.parse(readFileSync(join(DEMO_FOLDER, 'drafts.json'), 'utf8')) as Record<string, Change[]>;
  const changed = drafts[title]!.reduce((all, change) => edited(all, change), files);
  return { title, files: changed };
}

function edited(files: readonly File[], { file, find, replace }: Change): File[] {
  const { text } = files.find(({ name }) => name === file)!;
  if (!text.includes(find)) throw new Error(`${file} no longer says: ${find}`);
  return files.map((one) => (one.name === file ? { name: file, text: text.replace(find, replace) } : one));
}

async function draft(stage: Stage, title: string): Promise<{ hash: string; report: Report }> {
  const { hash } = await stage.api.post<{ hash: string }>('voss', BUNDLES, await draftOf(stage, title));
  return { hash, report: await stage.api.post<Report>('voss', `${BUNDLES}/${hash}/check`) };
}

async function shadow(stage: Stage, hash: string): Promise<Simulation> {
  const now = Date.now();
  const period = { from: new Date(now - A_YEAR_MS).toISOString(), until: new Date(now).toISOString() };
  const { id } = await stage.api.post<Simulation>('voss', `${BUNDLES}/${hash}/simulate`, period);
  return until('the shadow replay ends', async () => {
    const simulation = await stage.api.get<Simulation>('voss', `/policy/v1/simulations/${id}`);
    return simulation.state === 'done' ? simulation : undefined;
  });
}

async function accepted(stage: Stage, as: string, hash: string): Promise<boolean> {
  try {
    await stage.api.post(as, `${BUNDLES}/${hash}/activate`);
    return true;
  } catch (error) {
    if (error instanceof CallRefused && error.status === 403) return false;
    throw error;
  }
}

/** 10: one draft breaks a promise and is caught by its proof; another keeps them all, and is shown before it is approved. */
export const draftedRules: Player = {
  after: [],
  plays: ['proof', 'shadow', 'second-person', 'approval'],
  async play(stage) {
    const unsafe = await draft(stage, 'surveyors may see MEDS under D2');
    const named = unsafe.report.proofs?.invariants.flatMap(({ counterexample }) => counterexample?.named ?? []) ?? [];
    const safe = await draft(stage, 'call handlers may see ADAPTATION under D2');
    const found = await shadow(stage, safe.hash);
    const alone = await accepted(stage, 'voss', safe.hash);
    const approved = await accepted(stage, 'marsh', safe.hash);
    if (approved)
      await stage.api.post('marsh', `${BUNDLES}/rollback`, { reason: 'the demonstration goes on without it' });
    return {
      proof: { holds: unsafe.report.passed, counterexample: named[0]?.split(', ').map(byKey) },
      shadow: { proved: safe.report.passed, newlyAllowed: found.newlyAllowed, newlyDenied: found.newlyDenied },
      'second-person': { accepted: alone },
      approval: { accepted: approved },
    };
  },
};

/** People by their key in the town's files, purposes as they are. */
const byKey = (name: string): string => (name === name.toUpperCase() ? name : name.toLowerCase());
