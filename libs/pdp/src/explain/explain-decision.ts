import type { PolicyEngine } from '#libs/cedar';
import { LEVER_OF_MODE, type Decision, type ReasonCode } from '#libs/domain';
import { decide } from '../decide.js';
import { FACTS, type Facts } from '../facts/facts.js';
import type { Explanation, Question, Reader } from './explanation.js';
import { textsFor, type Texts } from './language-pack.js';
import { smallestChange, type Step, type WayToPermit } from './smallest-change.js';
import { tellDecision } from './tell.js';
import { traceDecision } from './trace-decision.js';

const filled = (text: string, terms: { [name: string]: string }): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => terms[name] ?? whole);

function wordsOf(change: string, step: Step, question: Question, reader: Reader, texts: Texts): string {
  const { request, facts } = question;
  const agreement = facts.agreements.find(({ id }) => id === step.agreement);
  return filled(texts.change(change, reader), {
    category: texts.term(request.category),
    purpose: texts.term(request.purpose),
    recipient: request.recipientAgency,
    agreement: agreement?.id ?? '',
    roles: (agreement?.recipientRoles ?? []).map((role) => texts.term(role)).join(', '),
  });
}

/** Denials that have said already what the resident’s own word or state is. */
const TOLD_OF_A_RESIDENT: readonly ReasonCode[] = ['refused', 'objected', 'withdrawn', 'restricted', 'deceased'];

/** Whoever has no relationship with a resident learns nothing more of them: the way is that to anybody at all. */
function wayFor(question: Question, decision: Decision, engine: PolicyEngine, reader: Reader): WayToPermit {
  const way = smallestChange(question, decision, engine);
  const isStranger = way.steps.some(({ reason }) => reason === 'no-relationship');
  if (reader === 'officer' || !isStranger || TOLD_OF_A_RESIDENT.includes(decision.reason)) return way;
  const { request, facts } = question;
  const anybody: Facts = { ...facts, ...FACTS.nothing(({ hiddenFromStrangers }) => hiddenFromStrangers) };
  return smallestChange({ request, facts: anybody }, decide(request, anybody, engine), engine);
}

function ofDenial(
  question: Question,
  decision: Decision,
  engine: PolicyEngine,
  reader: Reader,
  texts: Texts,
): Pick<Explanation, 'missing' | 'change'> {
  const { steps, permits } = wayFor(question, decision, engine, reader);
  const missing = steps.map(({ rule }) => texts.rule(rule, reader));
  if (!permits) return { missing, change: null };
  return {
    missing,
    change: steps.flatMap((step) => (step.change ? [wordsOf(step.change, step, question, reader, texts)] : [])),
  };
}

export interface ExplainOptions {
  reader: Reader;
  /** BCP 47 tags, the dearest first; English where none is there. */
  languages?: readonly string[];
}

/**
 * A decision in words for one reader (design 4). Pure, and no part of the decision. What a shield would give away is
 * withheld from all but officers, with nothing missing and nothing to change. A permit whose notice is deferred is not
 * explained to the resident: the caller must not ask (domain 1.15).
 */
export function explainDecision(
  question: Question,
  decision: Decision,
  engine: PolicyEngine,
  { reader, languages = [] }: ExplainOptions,
): Explanation {
  const texts = textsFor(engine.bundle, languages);
  const told = tellDecision(decision, question.request, reader);
  const withheld = told.reason !== decision.reason;
  const lever = told.basis === null ? null : LEVER_OF_MODE[told.basis];
  const denial = told.outcome === 'deny' && !withheld ? ofDenial(question, decision, engine, reader, texts) : null;
  return {
    reader,
    language: texts.language,
    reviewed: texts.reviewed,
    outcome: told.outcome,
    rule: told.rule,
    says: texts.rule(told.rule, reader),
    missing: denial?.missing ?? [],
    change: denial?.change ?? null,
    rights: lever === null ? null : texts.right(lever),
    trace: reader === 'officer' ? traceDecision(question, decision, engine) : null,
  };
}
