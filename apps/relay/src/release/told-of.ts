import { tellDecision } from '#libs/pdp';
import type { RefusalReason, Released } from './asked.js';

/** What whoever asked may read of an item; the audit holds the rest (domain 1.15). */
export interface Told {
  readonly reason: RefusalReason;
  readonly rule: string;
  readonly explain: string;
  readonly agreement: string | null;
}

/** A refusal of the line's own tells nothing of the resident; a denial may. */
export function toldOf({ asked, decision, reason }: Released<unknown>): Told {
  const { rule, explain, agreement, ...told } = tellDecision(decision, asked.request, 'practitioner');
  return { reason: reason === decision.reason ? told.reason : reason, rule, explain, agreement };
}
