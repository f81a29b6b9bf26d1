import { setTimeout as wait } from 'node:timers/promises';
import type { TestDatabase } from '#libs/testing';
import { Chance } from '../discloser/chance.js';
import { FLOWS } from '../town.js';
import { GovernanceChanges, PLACE_CHANGES, PRACTITIONER_CHANGES } from './place-changes.js';
import { RESIDENT_CHANGES, ResidentChanges, type ResidentChange } from './resident-changes.js';
import { Acknowledgements, RevokingSession } from './revoking-session.js';

export interface RevokePlan {
  readonly residents: number;
  /** Sessions among which the residents are divided; the changes of one resident stay in one session. */
  readonly sessions: number;
  readonly changes: readonly ResidentChange[];
  readonly governance: boolean;
  /** How long a revocation holds before it is given back. */
  readonly holdMs: number;
  readonly seed: number;
}

export const EVERYTHING: Pick<RevokePlan, 'changes' | 'governance'> = { changes: RESIDENT_CHANGES, governance: true };

/** The revoking side of a race: several officers and residents at once, until the deadline. */
export async function revokeUntil(
  deadline: number,
  database: TestDatabase,
  bundles: readonly string[],
  plan: RevokePlan,
): Promise<Acknowledgements> {
  const acks = new Acknowledgements();
  const open = (role: string): Promise<RevokingSession> => RevokingSession.open(database.urlFor(role), acks);
  const sessions: RevokingSession[] = [];
  const work: Promise<void>[] = [];
  for (let n = 0; n < plan.sessions; n += 1) {
    const [consent, policy] = [await open('consent_app'), await open('policy_app')];
    sessions.push(consent, policy);
    work.push(revokeResidents(deadline, plan, n, new ResidentChanges(consent, policy, wait)));
  }
  if (plan.governance) {
    const policy = [await open('policy_app'), await open('policy_app')] as const;
    sessions.push(...policy);
    const [place, practitioners] = policy.map((session) => new GovernanceChanges(session, bundles, wait));
    work.push(changePlace(deadline, plan, place!), changePractitioners(deadline, plan, practitioners!));
  }
  await Promise.all(work);
  await Promise.all(sessions.map((session) => session.close()));
  return acks;
}

async function revokeResidents(
  deadline: number,
  plan: RevokePlan,
  session: number,
  changes: ResidentChanges,
): Promise<void> {
  const chance = new Chance(plan.seed * 100 + session);
  const mine = Array.from({ length: plan.residents }, (_, n) => n).filter((n) => n % plan.sessions === session);
  while (Date.now() < deadline) {
    await changes.revokeAndRestore(chance.pick(mine), plan.residents, chance.pick(plan.changes), plan.holdMs);
  }
}

/** Pauses between two changes of the whole place are long enough for most of a race to be permitted. */
async function changePlace(deadline: number, plan: RevokePlan, changes: GovernanceChanges): Promise<void> {
  const chance = new Chance(plan.seed * 100 + 98);
  for (let n = chance.below(PLACE_CHANGES.length); Date.now() < deadline; n += 1) {
    await changes.revokeAndRestorePlace(
      PLACE_CHANGES[n % PLACE_CHANGES.length]!,
      chance.below(FLOWS.length),
      plan.holdMs,
    );
    await wait(20 * plan.holdMs);
  }
}

async function changePractitioners(deadline: number, plan: RevokePlan, changes: GovernanceChanges): Promise<void> {
  const chance = new Chance(plan.seed * 100 + 99);
  while (Date.now() < deadline) {
    const { requesters } = chance.pick(FLOWS);
    const n = chance.below(requesters.length);
    const change = n === 0 ? 'suspend' : chance.pick(PRACTITIONER_CHANGES);
    await changes.revokeAndRestorePractitioner(change, requesters[n]!, plan.holdMs);
  }
}
