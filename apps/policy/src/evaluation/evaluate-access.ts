import type { Decision, DecisionRequest } from '#libs/domain';
import type { Principal } from '#libs/http';
import { BundleEngines, decide, gatherFacts } from '#libs/pdp';
import { Log } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../storage/hot-database.js';
import type { EvaluationDto } from './access-question.dto.js';
import { RecordDecisions, type Decided } from './record-decisions.js';
import { ResolveQuestions } from './resolve-questions.js';

export interface Evaluated {
  readonly decision: Decision;
  readonly entryId: string;
}

/**
 * Decides questions as the release line would, and releases nothing (AuthZEN 1.0): resolve → facts of all in one statement
 * → decide → record → answer. Answers are in the order asked, up to and with the first of the outcome `until`.
 */
@Injectable()
export class EvaluateAccess {
  constructor(
    private readonly resolve: ResolveQuestions,
    private readonly engines: BundleEngines,
    private readonly record: RecordDecisions,
    private readonly database: HotDatabase,
    private readonly log: Log,
  ) {}

  async run(by: Principal, questions: readonly EvaluationDto[], until?: Decision['outcome']): Promise<Evaluated[]> {
    const decided = await this.decide(await this.resolve.run(by, questions), until);
    const entryIds = await this.record.run(by, decided);
    return decided.map(({ decision }, index) => ({ decision, entryId: entryIds[index]! }));
  }

  private async decide(
    requests: readonly DecisionRequest[],
    until: Decision['outcome'] | undefined,
  ): Promise<Decided[]> {
    const facts = await gatherFacts(this.database.pool, requests);
    const engine = await this.engines.engineFor(facts[0]?.bundle ?? null);
    const decided: Decided[] = [];
    for (const [index, request] of requests.entries()) {
      const decision = decide(request, facts[index]!, engine);
      const { rule, bundle, reason } = decision;
      if (reason === 'engine-error') this.log.error({ rule, bundle, reason }, 'a rule could not be evaluated');
      decided.push({ request, facts: facts[index]!, decision });
      if (decision.outcome === until) break;
    }
    return decided;
  }
}
