import type { PolicyEngine } from '#libs/cedar';
import type { Decision, DecisionRequest } from '#libs/domain';
import { BundleEngines, decide, type Facts } from '#libs/pdp';
import { Log } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { GatherFacts } from './gather-facts.js';

export interface Decided {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
  /** What decided, to be asked why. */
  readonly engine: PolicyEngine;
}

/**
 * Decides requests as the release line would, each by the bundle that its own facts name. Records nothing and releases nothing:
 * the caller records before it answers.
 */
@Injectable()
export class DecideRequests {
  constructor(
    private readonly engines: BundleEngines,
    private readonly facts: GatherFacts,
    private readonly log: Log,
  ) {}

  /** As things are, on one snapshot. In the order asked; decided one by one as they are taken, so that a caller may stop. */
  async *decide(requests: readonly DecisionRequest[]): AsyncGenerator<Decided, void, undefined> {
    if (requests.length > 0) yield* this.decideBy(requests, await this.facts.gather(requests));
  }

  /** The same for `RecordDecisions`, which says whether the facts have moved: then this is the next attempt, from 1 on. */
  async *decideToRecord(
    requests: readonly DecisionRequest[],
    attempt: number,
  ): AsyncGenerator<Decided, void, undefined> {
    if (requests.length > 0) yield* this.decideBy(requests, await this.facts.gatherToRecord(requests, attempt));
  }

  private async *decideBy(
    requests: readonly DecisionRequest[],
    facts: readonly Facts[],
  ): AsyncGenerator<Decided, void, undefined> {
    for (const [index, request] of requests.entries()) {
      const own = facts[index]!;
      const engine = await this.engines.engineFor(own.bundle);
      const decision = decide(request, own, engine);
      const { rule, bundle, reason } = decision;
      if (reason === 'engine-error') this.log.error({ rule, bundle, reason }, 'a rule could not be evaluated');
      yield { request, facts: own, decision, engine };
    }
  }
}
