import type { PolicyEngine } from '#libs/cedar';
import type { Category, Decision, DecisionRequest, Role } from '#libs/domain';
import { decide, explainDecision, tellDecision, type Facts } from '#libs/pdp';
import { tellable } from '../own-sharing/tellable.js';
import { answered, asked, worksWith, type Choice } from './as-if.js';
import type { Cast, Recipient } from './cast.js';
import type { RehearsedCategoryDto, RehearsedRecipientDto, SeenByDto, StillNotDto } from './rehearsal.dto.js';

/** One source, recipient and category, with the facts of today. */
export interface Flow {
  readonly request: DecisionRequest;
  readonly facts: Facts;
}

export interface Stage {
  readonly cast: Cast;
  readonly flows: readonly Flow[];
  readonly engine: PolicyEngine;
  /** BCP 47 tags, the dearest first. */
  readonly languages: readonly string[];
}

interface Decided {
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
}

/**
 * Decides every flow three times, on facts that differ in nothing but what the resident has said: as it stands, after a yes
 * and after a no. The rules are those in force, decided as for anybody who asks. Pure.
 */
export function rehearse(stage: Stage, answering: typeof answered = answered): RehearsedRecipientDto[] {
  const telling = new Telling(stage);
  const { cast, flows } = stage;
  return cast.recipients.map((recipient) => {
    const own = flows.filter(({ request }) => request.recipientAgency === recipient.code);
    const seen = recipient.eyes.map((role): SeenByDto => {
      const works = own.length === 0 || worksWith(own[0]!.facts, role);
      const see = (category: Category): RehearsedCategoryDto => {
        const deciding = (choice: Choice): Decided[] =>
          decideAll(stage, { recipient, role, category }, choice, answering);
        const [now, give, refuse] = [deciding('now'), deciding('give'), deciding('refuse')];
        const ifYes = permits(give);
        const reason = ifYes ? null : telling.whyNot(give[0]!);
        return { category, now: permits(now), ifYes, ifNo: permits(refuse), reason };
      };
      return {
        by: role === null ? 'system' : 'people',
        role,
        assumed: works ? [] : ['is working with you'],
        categories: cast.categories.map(see),
      };
    });
    return { agency: recipient.code, name: recipient.name, sources: [...recipient.sources], seen };
  });
}

interface View {
  readonly recipient: Recipient;
  readonly role: Role | null;
  readonly category: Category;
}

/** For each source: what reaches a system is offered to it, people read. */
function decideAll({ cast, flows, engine }: Stage, view: View, choice: Choice, answering: typeof answered): Decided[] {
  const { recipient, role, category } = view;
  return flows
    .filter(({ request }) => request.recipientAgency === recipient.code && request.category === category)
    .map(({ request: flow, facts }) => {
      const request: DecisionRequest = { ...flow, action: role === null ? 'offer' : 'read' };
      const asIf = asked(answering(tellable(facts), choice, cast.reach), request, recipient, role);
      return { request, facts: asIf, decision: decide(request, asIf, engine) };
    });
}

const permits = (decided: readonly Decided[]): boolean => decided.some(({ decision }) => decision.outcome === 'permit');

/** Words for a resident; a rule's are always the same. */
class Telling {
  private readonly told = new Map<string, StillNotDto>();

  constructor(private readonly stage: Stage) {}

  whyNot({ request, facts, decision }: Decided): StillNotDto {
    const { rule, reason: code } = tellDecision(decision, request, 'resident');
    const known = this.told.get(rule);
    if (known) return known;
    const { engine, languages } = this.stage;
    const { says, language } = explainDecision({ request, facts }, decision, engine, { reader: 'resident', languages });
    const told = { code, says, language };
    this.told.set(rule, told);
    return told;
  }
}
