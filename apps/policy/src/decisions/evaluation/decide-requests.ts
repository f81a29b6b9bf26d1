import type { PolicyEngine } from '#libs/cedar';
import type { Decision, DecisionRequest } from '#libs/domain';
import { BundleEngines, decide, gatherFacts, type Facts } from '#libs/pdp';
import { Log } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';

export interface Decided {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
  /** What decided, to be asked why. */
  readonly engine: PolicyEngine;
}

/**
 * Decides requests as the release line would: the facts of all in one statement, so on one snapshot, and the bundle that
 * they name. Records nothing and releases nothing: the caller records before it answers.
 */
@Injectable()
export class DecideRequests {
  constructor(
    private readonly engines: BundleEngines,
    private readonly database: HotDatabase,
    private readonly log: Log,
  ) {}

  /** In the order asked. Decided one by one as they are taken, so that a caller may stop. */
  async *decide(requests: readonly DecisionRequest[]): AsyncGenerator<Decided, void, undefined> {
    if (requests.length === 0) return;
    const facts = await gatherFacts(this.database.pool, requests);
    const engine = await this.engines.engineFor(facts[0]?.bundle ?? null);
    for (const [index, request] of requests.entries()) {
      const decision = decide(request, facts[index]!, engine);
      const { rule, bundle, reason } = decision;
      if (reason === 'engine-error') this.log.error({ rule, bundle, reason }, 'a rule could not be evaluated');
      yield { request, facts: facts[index]!, decision, engine };
    }
  }
}
