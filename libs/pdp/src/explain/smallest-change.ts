import type { PolicyEngine } from '#libs/cedar';
import type { Decision, ReasonCode } from '#libs/domain';
import { decide } from '../decide.js';
import { CHANGES, remediesOf } from './changes.js';
import type { Question } from './explanation.js';

/** One denial on the way to a permit, and the change that would meet it. */
export interface Step {
  reason: ReasonCode;
  rule: string;
  agreement: string | null;
  /** Null where the way ends: there is no remedy. */
  change: string | null;
}

export interface WayToPermit {
  steps: Step[];
  /** Whether the last step ends in a permit. */
  permits: boolean;
}

/** Beyond this many changes nobody is helped by a list. */
const MOST_CHANGES = 5;

interface Node extends Question {
  decision: Decision;
  steps: Step[];
}

function next(node: Node, engine: PolicyEngine): Node[] {
  const { request, facts, decision, steps } = node;
  const agreement = facts.agreements.find(({ id }) => id === decision.agreement) ?? null;
  return remediesOf(decision.reason).flatMap((change) => {
    const changed = CHANGES.get(change)?.make({ request, facts, agreement }) ?? null;
    if (changed === null) return [];
    const after = decide(request, changed, engine);
    const stuck =
      after.outcome === 'deny' && after.reason === decision.reason && after.agreement === decision.agreement;
    const { reason, rule } = decision;
    const step = { reason, rule, agreement: decision.agreement, change };
    return stuck ? [] : [{ request, facts: changed, decision: after, steps: [...steps, step] }];
  });
}

/**
 * The fewest changes that turn a denial into a permit, each found by deciding again with it made: what is promised here
 * the engine itself has said. Breadth first, along the denials that are reported; where no way ends in a permit, the
 * longest one, ending in what has no remedy. Pure.
 */
export function smallestChange(question: Question, decision: Decision, engine: PolicyEngine): WayToPermit {
  let frontier: Node[] = [{ ...question, decision, steps: [] }];
  let longest = frontier[0]!;
  for (let size = 0; size <= MOST_CHANGES && frontier.length > 0; size++) {
    const permitted = frontier.find((node) => node.decision.outcome === 'permit');
    if (permitted) return { steps: permitted.steps, permits: true };
    longest = frontier[0]!;
    frontier = frontier.flatMap((node) => next(node, engine));
  }
  const { reason, rule, agreement } = longest.decision;
  return { steps: [...longest.steps, { reason, rule, agreement, change: null }], permits: false };
}
