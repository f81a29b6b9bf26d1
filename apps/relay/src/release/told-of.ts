import type { LineRefusal } from '#libs/domain';
import { tellDecision } from '#libs/pdp';
import { SAID_OF_REFUSALS, type RefusalReason, type Released } from './asked.js';

/** What whoever asked may read of an item; the audit holds the rest (domain 1.15). */
export interface Told {
  readonly reason: RefusalReason;
  readonly rule: string;
  readonly explain: string;
  readonly agreement: string | null;
}

/** A refusal of the line's own tells nothing of the resident, in words of its own; a denial may tell something. */
export function toldOf({ asked, decision, reason }: Released<unknown>): Told {
  const { rule, explain, agreement, ...told } = tellDecision(decision, asked.request, 'practitioner');
  if (isOfTheLine(reason)) return { reason, rule: reason, explain: SAID_OF_REFUSALS[reason], agreement: null };
  return { reason: reason === decision.reason ? told.reason : reason, rule, explain, agreement };
}

const isOfTheLine = (reason: RefusalReason): reason is LineRefusal => reason in SAID_OF_REFUSALS;
