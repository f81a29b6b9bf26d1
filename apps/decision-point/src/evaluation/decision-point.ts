import { isUnreadable, type AccessQuestion, type AccessQuestions } from '#libs/contracts';
import type { Bundle } from '#libs/cedar';
import { Answers, isPermitted } from './answers.js';
import type { AskEngine } from './ask-engine.js';

/** Decides questions against one bundle, its entities in memory. Pure but for what is kept to be quick; nothing is recorded. */
export class DecisionPoint {
  private readonly answers: Answers;

  constructor(
    bundle: Bundle,
    private readonly ask: AskEngine,
  ) {
    this.answers = new Answers(bundle);
  }

  /** The answer to one question, as JSON. */
  answer(question: AccessQuestion): string {
    return this.answers.toJson(this.ask(question));
  }

  permits(question: AccessQuestion): boolean {
    return isPermitted(this.ask(question));
  }

  /** The answers to several, in the order asked, up to and with the first that its semantic stops at (AuthZEN 1.0). */
  answerAll({ listed, semantic, questions }: AccessQuestions): string {
    if (!listed) return this.answer(questions[0] as AccessQuestion);
    const stopAt = semantic === 'execute_all' ? undefined : semantic === 'permit_on_first_permit';
    let text = '{"evaluations":[';
    for (let index = 0; index < questions.length; index += 1) {
      const question = questions[index]!;
      const answer = isUnreadable(question) ? unreadable(question.unreadable) : this.answer(question);
      text += index === 0 ? answer : `,${answer}`;
      if (stopAt !== undefined && answer.startsWith('{"decision":true') === stopAt) break;
    }
    return `${text}]}`;
  }
}

const unreadable = (message: string): string =>
  JSON.stringify({ decision: false, context: { reason: 'unreadable', error: { status: 400, message } } });
