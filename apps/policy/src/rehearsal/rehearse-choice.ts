import { stopsAbout, type DecisionRequest } from '#libs/domain';
import type { Principal } from '#libs/http';
import { BundleEngines, gatherFacts } from '#libs/pdp';
import { Injectable } from '@nestjs/common';
import { replacedByYes } from './as-if.js';
import { NOBODY } from '../evaluation/own-question.js';
import { HotDatabase } from '../storage/hot-database.js';
import type { Cast } from './cast.js';
import { FindCast } from './find-cast.js';
import { RecordRehearsal } from './record-rehearsal.js';
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
    private readonly record: RecordRehearsal,
  ) {}

  async run(by: Principal, choice: ChoiceDto, languages: readonly string[]): Promise<RehearsalDto> {
    const cast = await this.casting.run(choice);
    const flows = await this.gather(by.residentId!, cast);
    const [first] = flows;
    const engine = await this.engines.engineFor(first?.facts.bundle ?? null);
    const recipients = rehearse({ cast, flows, engine, languages });
    const { agreement, purpose, reach } = cast;
    const decidedAt = first!.facts.now;
    const sources = cast.recipients.flatMap((recipient) => recipient.sources);
    const liftFirst = flows.some(({ facts }) => {
      const replaced = replacedByYes(facts, reach);
      const left = facts.directives.filter((said) => !replaced.includes(said));
      return stopsAbout({ ...reach, sources }, left, facts.now).length > 0;
    });
    const entryId = await this.record.run(by, { cast, recipients, facts: first!.facts });
    return { agreement, purpose, decidedAt, bundle: engine.bundle.hash, liftFirst, recipients, entryId };
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
