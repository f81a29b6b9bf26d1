import { type DecisionRequest, NOBODY } from '#libs/domain';
import type { Principal } from '#libs/http';
import { BundleEngines, gatherFacts } from '#libs/pdp';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';
import { answerSharing, type AskedFlow } from './answer-sharing.js';
import { CandidatesOf } from './candidates-of.js';
import type { OwnSharingDto, OwnSharingItemDto } from './own-sharing.dto.js';
import { ReadOwnAgreements } from './read-own-agreements.js';
import { showOwnAgreement } from './show-own-agreement.js';
import type { ToldAgreement } from './told-agreements.js';

interface Asked {
  readonly agreement: ToldAgreement;
  readonly request: DecisionRequest;
}

/**
 * What a resident's own pages may say is shared: each direction and category of what touches them, or of what they said, asked
 * of the rules in force, with facts gathered afresh in one statement (design 5, "sentences on pages"). Nothing is released,
 * nobody asked for access, and so nothing is recorded (docs/adr/0019).
 */
@Injectable()
export class ReadOwnSharing {
  constructor(
    private readonly own: ReadOwnAgreements,
    private readonly engines: BundleEngines,
    private readonly database: HotDatabase,
    private readonly candidates: CandidatesOf,
  ) {}

  async read(by: Principal): Promise<OwnSharingDto> {
    const { now, agencies, agreements, concerns, touches } = await this.own.touching(by);
    const asked = agreements.flatMap((agreement) => flowsOf(agreement, by.residentId!));
    if (asked.length === 0) return { asOf: now.toISOString(), bundle: null, agencies, items: [] };
    const facts = await gatherFacts(
      this.database.pool,
      asked.map(({ request }) => request),
    );
    const engine = await this.engines.engineFor(facts[0]!.bundle);
    const recipients = [...new Set(asked.map(({ request }) => request.recipientAgency))];
    const candidates = await this.candidates.find(recipients, facts, by.residentId!);
    const items = agreements.flatMap((agreement): OwnSharingItemDto[] => {
      const { id, terms, standing } = agreement;
      const flows = asked.flatMap((one, at): AskedFlow[] =>
        one.agreement === agreement ? [{ request: one.request, facts: facts[at]!, terms }] : [],
      );
      const answers = flows.map((flow) => answerSharing(flow, candidates, engine));
      const touching = touches(agreement);
      const said = flows.some((flow) => flow.facts.directives.some((one) => (one.agreement ?? id) === id));
      // One that they may have been on their way to answer or to object to: they are told what became of it, and lose no objection.
      const paused = standing === 'suspended' && concerns(agreement);
      if (!touching && !said && !paused && !answers.some(({ shared }) => shared)) return [];
      return [{ ...showOwnAgreement(id, terms), standing, touches: touching, answers }];
    });
    return { asOf: facts[0]!.now, bundle: engine.bundle.hash, agencies, items };
  }
}

function flowsOf(agreement: ToldAgreement, residentId: string): Asked[] {
  const { id, terms } = agreement;
  return terms.parties.flatMap(({ source, recipient }) =>
    terms.categories.map((category) => ({
      agreement,
      request: {
        ...{ requesterId: NOBODY, action: 'read' as const, residentId, agreement: id, category },
        ...{ sourceAgency: source, recipientAgency: recipient, purpose: terms.purpose },
      },
    })),
  );
}
