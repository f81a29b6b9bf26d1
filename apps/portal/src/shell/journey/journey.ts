import type { ApiProblem } from '#libs/client';
import type { Audience, Fields } from '../../session/session.js';
import type { FieldError, Page, PageOptions, Redirect } from '../page.js';
import type { Visit } from '../visit.js';
import type { Question, Shown } from './question.js';

/** What stands in an address, by name. */
export type Params = Readonly<Record<string, string>>;

/** Somebody on their way through a journey: what a page of it may need. */
export interface Underway<Answers, Known> {
  readonly visit: Visit;
  /** Of this journey about this subject: `/resident/agreements/D2`. */
  readonly path: string;
  readonly known: Known;
  readonly answers: Answers;
}

/** A page that is shown when every question is answered. It may ask the APIs, for what changes nothing. */
export interface Review<Answers, Known> {
  /** The last part of its address. */
  readonly step: string;
  show(underway: Underway<Answers, Known>): Promise<Shown> | Shown;
}

/** What all pages of a journey have in common. */
export interface Frame extends Pick<PageOptions, 'section' | 'about'> {
  /** Where the first page's back link leads. */
  readonly before: string;
  /** What every page says. */
  readonly model?: object;
}

/**
 * A form of one page or several, from the first question to what is recorded. A journey says which questions there are, what
 * is known about them, and what is sent; everything else is the walk's (`Walk`), for all journeys alike: answers that are kept
 * and carried, what was typed before a sign-in, steps that cannot be skipped, errors, repetitions (ADR 34).
 */
export abstract class Journey<Answers, Known> {
  abstract readonly audience: Audience;
  /** As Nest takes it: `resident/agreements/:id`. */
  abstract readonly path: string;
  /** In their order; each says itself whether it is asked. */
  abstract readonly questions: readonly Question<Answers, Known>[];
  /** In their order. The form of the last one sends; where there is none, that of the last question does. */
  readonly reviews: readonly Review<Answers, Known>[] = [];

  /**
   * What its pages need to know, in one parallel reading; before anything else of a request.
   * @throws PageError where there is nothing to ask this person
   */
  abstract read(visit: Visit, params: Params): Promise<Known>;

  /** Of a form or of a session: what is not offered (any more) counts as not answered, and is asked again. */
  abstract answersIn(fields: Fields, known: Known): Answers;
  abstract fieldsOf(answers: Answers): Fields;
  /** Before anything is answered. */
  begin(known: Known): Answers {
    return this.answersIn({}, known);
  }
  abstract frame(underway: Underway<Answers, Known>): Frame;

  /**
   * Sends what was answered: one change, with `visit.formId` as its idempotency key, so that the same form sent again has no
   * second effect. `fields` are the sending form's own. Leads on by a redirect, which ends the journey; nothing where the form
   * did not say which of its answers is meant.
   */
  abstract send(underway: Underway<Answers, Known>, fields: Fields): Promise<Page | Redirect | undefined>;

  /** What this journey says of an API's refusal itself: a page, or errors beside the fields. The rest is the shared pages'. */
  refused(
    _problem: ApiProblem,
    _underway: Underway<Answers, Known>,
  ): Promise<Page | readonly FieldError[] | undefined> {
    return Promise.resolve(undefined);
  }

  /** In place of a page that somebody comes to look at: where its form could do nothing, how it is. */
  instead(_step: string, _underway: Underway<Answers, Known>): Promise<Page | undefined> {
    return Promise.resolve(undefined);
  }
}
