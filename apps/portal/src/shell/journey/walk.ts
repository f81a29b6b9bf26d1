import { ApiProblem } from '#libs/client';
import type { Fields } from '../../session/session.js';
import { errorList, type FieldError, Page, Redirect } from '../page.js';
import type { Visit } from '../visit.js';
import { carriedFields } from './carried-fields.js';
import type { Journey, Underway } from './journey.js';
import type { Question } from './question.js';

/** One request on the way through a journey. A look changes nothing but what this session keeps of what was typed. */
export class Walk<Answers, Known> {
  constructor(
    protected readonly journey: Journey<Answers, Known>,
    protected readonly visit: Visit,
    /** Of the journey about this subject: it also names its answers in the session. */
    protected readonly path: string,
    protected readonly known: Known,
  ) {}

  /** The page of a step, or the first question that is open before it. `url` is as a form of that page was sent to. */
  async show(step: string, url: string): Promise<Page | Redirect> {
    const answers = await this.answersFor(step, url);
    const question = this.questionAt(step);
    const open =
      this.firstOpen(answers, step) ?? (question?.isAsked(answers) === false ? this.end(answers) : undefined);
    if (open !== undefined) return this.to(open);
    return (await this.journey.instead(step, this.underway(answers))) ?? this.draw(step, answers, []);
  }

  /** Takes what the form of a step says and carries, and nothing else: another window's answers are that window's. */
  async take(step: string, fields: Fields): Promise<Page | Redirect> {
    const { journey, known } = this;
    const answers = this.answersOf(step, fields);
    const question = this.questionAt(step);
    if (question?.isAnswered(answers, known) === false)
      return this.draw(step, answers, question.errors(answers, known));
    const next = question ? this.after(question, answers) : this.firstOpen(answers);
    if (next === undefined) return this.send(step, answers, fields);
    await this.visit.keep(this.path, journey.fieldsOf(answers));
    return this.to(next);
  }

  private async send(step: string, answers: Answers, fields: Fields): Promise<Page | Redirect> {
    const underway = this.underway(answers);
    try {
      const end = await this.journey.send(underway, fields);
      // What was sent is over: the next journey begins without its answers.
      if (end instanceof Redirect && this.hasSeveralPages) await this.visit.keep(this.path, undefined);
      const unanswered = { field: 'answer', text: this.visit.t('shell.unanswered') };
      return end ?? (await this.draw(step, answers, [unanswered]));
    } catch (error) {
      const refused = error instanceof ApiProblem ? await this.journey.refused(error, underway) : undefined;
      if (refused === undefined) throw error;
      return refused instanceof Page ? refused : this.draw(step, answers, refused);
    }
  }

  private async draw(step: string, answers: Answers, errors: readonly FieldError[]): Promise<Page> {
    const { journey, known } = this;
    const underway = this.underway(answers);
    const question = this.questionAt(step);
    const shown = question
      ? question.page(answers, known, errors)
      : await journey.reviews.find((review) => review.step === step)!.show(underway);
    const { before, model, ...frame } = journey.frame(underway);
    const kept = carriedFields(journey.fieldsOf(answers), question?.asks ?? []);
    return new Page(
      shown.template,
      shown.title,
      { ...model, ...shown.model, kept, errors: errorList(errors) },
      { ...frame, back: this.previous(step, answers) ?? before, status: errors.length > 0 ? 422 : 200 },
    );
  }

  /** What was typed into this page when a session had ended, else what this session keeps. */
  private async answersFor(step: string, url: string): Promise<Answers> {
    const { journey, visit, path, known } = this;
    const typed = await visit.typedBefore(url);
    const kept = visit.answers(path);
    if (!typed) return Object.keys(kept).length === 0 ? journey.begin(known) : journey.answersIn(kept, known);
    const answers = this.answersOf(step, typed);
    if (this.hasSeveralPages) await visit.keep(path, journey.fieldsOf(answers));
    return answers;
  }

  protected answersOf(step: string, fields: Fields): Answers {
    const carried = this.journey.answersIn(fields, this.known);
    return this.questionAt(step)?.take(carried, fields, this.known) ?? carried;
  }

  /** Undefined where all is answered and nothing is left to be shown: then it is sent. */
  private after(question: Question<Answers, Known>, answers: Answers): string | undefined {
    return this.firstOpen(answers, question.step) ?? question.next(answers) ?? this.end(answers);
  }

  private end(answers: Answers): string | undefined {
    return this.firstOpen(answers) ?? this.journey.reviews[0]?.step;
  }

  protected firstOpen(answers: Answers, before?: string): string | undefined {
    const all = this.journey.questions;
    const at = all.findIndex(({ step }) => step === before);
    const earlier = at === -1 ? all : all.slice(0, at);
    return earlier.find((one) => one.isAsked(answers) && !one.isAnswered(answers, this.known))?.step;
  }

  private previous(step: string, answers: Answers): string | undefined {
    const steps = [...this.asked(answers), ...this.journey.reviews].map((page) => page.step);
    const before = steps[steps.indexOf(step) - 1];
    return before === undefined ? undefined : this.addressOf(before);
  }

  private asked(answers: Answers): readonly Question<Answers, Known>[] {
    return this.journey.questions.filter((question) => question.isAsked(answers));
  }

  protected questionAt(step: string): Question<Answers, Known> | undefined {
    return this.journey.questions.find((question) => question.step === step);
  }

  protected underway(answers: Answers): Underway<Answers, Known> {
    const { visit, path, known } = this;
    return { visit, path, known, answers };
  }

  private get hasSeveralPages(): boolean {
    return this.journey.questions.length + this.journey.reviews.length > 1;
  }

  private to(step: string): Redirect {
    return new Redirect(this.addressOf(step));
  }

  private addressOf(step: string): string {
    return step === '' ? this.path : `${this.path}/${step}`;
  }
}
