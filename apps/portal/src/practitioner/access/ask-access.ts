import type { policy } from '#libs/client';
import type { Purpose } from '#libs/domain';
import type { Visit } from '../../shell/visit.js';
import type { Question } from '../agreements.js';

export type Advice = ReturnType<typeof adviceOf>;

/** As many as the decision point answers at once. */
const AT_ONCE = 100;

/** Asks the place's decision point what this practitioner might read of a person, for a purpose. */
export async function askAccess(
  visit: Visit,
  person: string,
  purpose: Purpose,
  questions: readonly Question[],
): Promise<Advice[]> {
  const advice: Advice[] = [];
  for (let from = 0; from < questions.length; from += AT_ONCE) {
    const some = questions.slice(from, from + AT_ONCE);
    const answer = await visit.broker.post('/access/v1/evaluations', {
      body: {
        subject: { type: 'practitioner', id: visit.person!.id! },
        action: { name: 'read' },
        context: { purpose },
        evaluations: some.map(({ category, source }) => ({
          resource: { type: 'record' as const, id: category, properties: { resident: person, source } },
        })),
      },
    });
    if (!('evaluations' in answer)) throw new Error('several questions, and one answer');
    advice.push(...answer.evaluations.map((one, at) => adviceOf(some[at]!, one)));
  }
  return advice;
}

/** The decision point's advice on one question, in words for a practitioner. It releases nothing. */
function adviceOf(question: Question, { decision, context }: policy.EvaluationAnswerDto) {
  const { explanation, reason } = context;
  return {
    ...question,
    allowed: decision,
    reason,
    rule: explanation?.rule ?? context.rule ?? reason,
    says: explanation?.says ?? context.explain ?? reason,
    // What stands against it, in the order in which it would be met.
    missing: explanation?.missing ?? [],
    // The smallest change that would allow it; null where nothing that anybody could do here would.
    change: explanation?.change ?? null,
    rights: explanation?.rights ?? null,
    agreement: context.agreement ?? null,
    basis: context.basis ?? null,
    // To quote when asking somebody about it.
    entryId: context.entryId ?? null,
  };
}
