import { postDraft, replayDraft } from '../../town/draft-rules.js';
import { CallRefused } from '../../town/town-api.js';
import type { Player } from '../player.js';
import type { Stage } from '../stage.js';

interface Report {
  readonly passed: boolean;
  readonly errors: readonly { field: string; detail: string }[];
  readonly proofs: { invariants: { counterexample: { named: string | null } | null }[] } | null;
}
const BUNDLES = '/policy/v1/bundles';
const A_YEAR = 365;

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
    const unsafe = await postDraft<Report>(stage.api, 'surveyors may see MEDS under D2');
    const named = unsafe.report.proofs?.invariants.flatMap(({ counterexample }) => counterexample?.named ?? []) ?? [];
    const safe = await postDraft<Report>(stage.api, 'call handlers may see ADAPTATION under D2');
    const found = await replayDraft(stage.api, safe.hash, A_YEAR);
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
