import { Injectable } from '@nestjs/common';
import { BundleEngines, decide, type Facts } from '#libs/pdp';
import { Log } from '#libs/telemetry';
import type { Asked, Decided } from './asked.js';

/** Every item's decision, by the bundle that its own facts name: never by the one that this process happened to start with. */
@Injectable()
export class Decide {
  constructor(
    private readonly engines: BundleEngines,
    private readonly log: Log,
  ) {}

  async decide(asked: readonly Asked[], facts: readonly Facts[]): Promise<Decided[]> {
    const bundles = [...new Set(facts.map(({ bundle }) => bundle))];
    const engines = new Map(
      await Promise.all(bundles.map(async (hash) => [hash, await this.engines.engineFor(hash)] as const)),
    );
    return asked.map((item, index) => {
      const own = facts[index]!;
      const decision = decide(item.request, own, engines.get(own.bundle)!);
      // Cedar skips a policy that errs; the decision point denies instead, and somebody must mend the rule.
      if (decision.reason === 'engine-error') {
        this.log.error(
          { rule: decision.rule, bundle: decision.bundle, disclosureId: item.id },
          'a rule could not be evaluated; denied',
        );
      }
      return { asked: item, facts: own, decision };
    });
  }
}
