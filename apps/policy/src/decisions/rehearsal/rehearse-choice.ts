import { type DecisionRequest, NOBODY, reachCovers, stopsAbout, toldReach } from '#libs/domain';
import type { Principal } from '#libs/http';
import { BundleEngines, gatherFacts, type Facts } from '#libs/pdp';
import { Injectable } from '@nestjs/common';
import { replacedByYes } from './as-if.js';
import { PolicyConfig } from '../../config.js';
import { HotDatabase } from '../../storage/hot-database.js';
import type { Cast } from './cast.js';
import { FindCast } from './find-cast.js';
import { WriteRehearsalEntry } from './write-rehearsal-entry.js';
import type { ChoiceDto, RehearsalDto } from './rehearsal.dto.js';
import { rehearse, type Flow } from './rehearse.js';

/**
 * What each answer of a resident would let whom see: the facts of today in one statement, the bundle that they name, and the
 * directive that would be written, for somebody of each role. No directive is made and nothing is released; like any other
 * decision it is recorded before it is answered.
 */
@Injectable()
export class RehearseChoice {
  constructor(
    private readonly casting: FindCast,
    private readonly engines: BundleEngines,
    private readonly database: HotDatabase,
    private readonly entries: WriteRehearsalEntry,
    private readonly config: PolicyConfig,
  ) {}

  async rehearse(by: Principal, choice: ChoiceDto, languages: readonly string[]): Promise<RehearsalDto> {
    const cast = await this.casting.find(choice);
    const flows = await this.gather(by.residentId!, cast);
    const [first] = flows;
    const engine = await this.engines.engineFor(first?.facts.bundle ?? null);
    const recipients = rehearse({ cast, flows: flows.map((flow) => this.told(flow)), engine, languages });
    const { agreement, purpose } = cast;
    const decidedAt = first!.facts.now;
    const liftFirst = flows.some(({ facts }) => this.isBarred(facts, cast));
    const entryId = await this.entries.write(by, { cast, recipients, facts: first!.facts });
    return { agreement, purpose, decidedAt, bundle: engine.bundle.hash, liftFirst, recipients, entryId };
  }

  /** Whether consent would refuse the yes: by what their pages may tell of a no, else a rehearsal asks for the rest (domain 1.15). */
  private isBarred(facts: Facts, { reach, recipients }: Cast): boolean {
    const replaced = replacedByYes(facts, reach);
    const left = facts.directives.flatMap((said) => {
      const told = toldReach(said, this.config.DISCREET_AGENCIES);
      return told === null || (replaced.includes(said) && reachCovers(told, said)) ? [] : [told];
    });
    const sources = recipients.flatMap((recipient) => recipient.sources);
    return stopsAbout({ ...reach, sources }, left, facts.now).length > 0;
  }

  /** What is hidden in a no is about flows that no agreement tells of: without it those read like any other that none allows. */
  private told({ request, facts }: Flow): Flow {
    const directives = facts.directives.flatMap((said) => toldReach(said, this.config.DISCREET_AGENCIES) ?? []);
    return { request, facts: { ...facts, directives } };
  }

  private async gather(residentId: string, { recipients, categories, purpose }: Cast): Promise<Flow[]> {
    const requests = recipients.flatMap(({ code, sources }) =>
      sources.flatMap((sourceAgency) =>
        categories.map((category): DecisionRequest => {
          const flow = { sourceAgency, recipientAgency: code, category, purpose };
          return { requesterId: NOBODY, action: 'read', residentId, ...flow };
        }),
      ),
    );
    const facts = await gatherFacts(this.database.pool, requests);
    return requests.map((request, at) => ({ request, facts: facts[at]! }));
  }
}
