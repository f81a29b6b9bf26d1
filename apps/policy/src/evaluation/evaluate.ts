import type { Decision, DecisionRequest, Facts } from '#libs/domain';
import type { Principal } from '#libs/http';
import { decide, gatherFacts } from '#libs/pdp';
import type { Json } from '#libs/tlog';
import { Injectable } from '@nestjs/common';
import { HotPool } from '../storage/hot-pool.js';
import { type Draft, PolicyTrail } from '../trail/policy-trail.js';
import { Engines } from './engines.js';
import { NOBODY } from './question.js';

export interface Evaluated {
  readonly entryId: string;
  readonly decision: Decision;
}

/**
 * Decides a batch as advice: facts of all from one statement, one audit entry each (kind `decision`), appended before
 * anything is answered. Not fenced and releases no data (design 2): whoever acts on it asks the release line again.
 */
@Injectable()
export class Evaluate {
  constructor(
    private readonly hot: HotPool,
    private readonly engines: Engines,
    private readonly trail: PolicyTrail,
  ) {}

  async run(asker: Principal, requests: readonly DecisionRequest[]): Promise<Evaluated[]> {
    const facts = await gatherFacts(this.hot.pool, requests);
    const decisions = await Promise.all(
      requests.map(async (request, at) => decide(request, facts[at]!, await this.engines.of(facts[at]!.bundle))),
    );
    const drafts = requests.map((request, at) => draftOf(asker, request, facts[at]!, decisions[at]!));
    const entries = await this.trail.seal(this.hot.pool, drafts);
    await this.trail.append(this.hot.pool, entries);
    return decisions.map((decision, at) => ({ entryId: entries[at]!.id, decision }));
  }
}

function draftOf(asker: Principal, request: DecisionRequest, facts: Facts, decision: Decision): Draft {
  const residentId = request.residentId === NOBODY ? null : request.residentId;
  return {
    kind: 'decision',
    bundle: decision.bundle,
    residentId,
    detail: { askedBy: asker.id, request, facts, decision } as unknown as Json,
    index: {
      action: request.action,
      outcome: decision.outcome,
      rule: decision.rule,
      purpose: request.purpose,
      categories: [request.category],
      sourceAgency: request.sourceAgency,
      requesterAgency: asker.agency!,
      recipientAgency: request.recipientAgency,
      requesterId: request.requesterId,
      ...(residentId === null ? {} : { residentId }),
      ...(decision.agreement === null ? {} : { agreement: decision.agreement }),
      ...(decision.obligations.deferNotice ? { deferNotice: true } : {}),
    },
  };
}
