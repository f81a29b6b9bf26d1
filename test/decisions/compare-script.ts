import type { PolicyEngine } from '#libs/cedar';
import type { Category, Decision, DecisionRequest, Purpose } from '#libs/domain';
import { decide } from '#libs/pdp';
import { factsOfTown, type Moment } from './facts-of-town.js';
import { readPage, town, words } from './town.js';

interface Step extends Moment {
  step: string;
  who: string;
  action: DecisionRequest['action'];
  flow: string;
  for: Purpose;
  situation: string;
  categories: string;
  outcome: Decision['outcome'];
  reason?: Decision['reason'];
  agreement?: string | null;
  basis?: Decision['basis'];
  redact?: string[];
  notify?: boolean;
  deferNotice?: boolean;
}

const steps = readPage<Step[]>('script.yaml');

const expectedOf = (step: Step): { [field: string]: unknown } => ({
  outcome: step.outcome,
  reason: step.outcome === 'permit' ? 'permitted' : step.reason,
  agreement: step.agreement,
  basis: step.basis,
  redact: step.redact ?? [],
  notify: step.notify,
  deferNotice: step.deferNotice,
});

const seenOf = ({ outcome, reason, agreement, basis, obligations }: Decision): { [field: string]: unknown } => ({
  outcome,
  reason,
  agreement,
  basis,
  ...obligations,
});

const differencesOf = (step: Step, category: string, engine: PolicyEngine): string[] => {
  const [source = '', recipient = ''] = step.flow.split(' > ');
  const request: DecisionRequest = {
    requesterId: step.who,
    action: step.action,
    residentId: step.situation,
    sourceAgency: source,
    recipientAgency: recipient,
    category: category as Category,
    purpose: step.for,
  };
  const facts = factsOfTown(request, town.situations[step.situation] ?? {}, engine.bundle.hash, step);
  const seen = seenOf(decide(request, facts, engine));
  return Object.entries(expectedOf(step))
    .filter(([field, expected]) => expected !== undefined && JSON.stringify(seen[field]) !== JSON.stringify(expected))
    .map(
      ([field, expected]) =>
        `${step.step} ${step.who} ${category}: ${field} ${String(expected)}, seen ${String(seen[field])}`,
    );
};

/** Plays the script's steps; an empty list means that every outcome is as domain.md section 2 has it. */
export const compareScript = (engine: PolicyEngine): string[] =>
  steps.flatMap((step) => words(step.categories).flatMap((category) => differencesOf(step, category, engine)));
