import { ApiProblem } from '#libs/client';
import { postDraft, replayDraft } from '../../town/draft-rules.js';
import type { Player } from '../player.js';
import type { Stage } from '../stage.js';

const A_YEAR = 365;
const ROLLED_BACK = 'the demonstration goes on without it';

async function accepted(stage: Stage, as: string, hash: string): Promise<boolean> {
  try {
    await stage.api.as(as).post('/api/policy/v1/bundles/{hash}/activate', { path: { hash }, body: {} });
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 403) return false;
    throw error;
  }
}

/** 10: one draft breaks a promise and is caught by its proof; another keeps them all, and is shown before it is approved. */
export const draftedRules: Player = {
  after: [],
  plays: ['proof', 'shadow', 'second-person', 'approval'],
  async play(stage) {
    const unsafe = await postDraft(stage.api, 'surveyors may see MEDS under D2');
    const named = unsafe.report.proofs?.invariants.flatMap(({ counterexample }) => counterexample?.named ?? []) ?? [];
    const safe = await postDraft(stage.api, 'call handlers may see ADAPTATION under D2');
    const found = await replayDraft(stage.api, safe.hash, A_YEAR);
    const alone = await accepted(stage, 'voss', safe.hash);
    const approved = await accepted(stage, 'marsh', safe.hash);
    if (approved)
      await stage.api.as('marsh').post('/api/policy/v1/bundles/rollback', { body: { reason: ROLLED_BACK } });
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
