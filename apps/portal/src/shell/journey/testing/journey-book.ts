import type { ServerResponse } from 'node:http';
import type { Fields, Person } from '../../../session/session.js';
import type { Asked } from '#libs/testing';

/** Which of its answers each question has, by its step: the place in the book's list of them. */
export type Chosen = Readonly<Record<string, number>>;

/**
 * What a journey promises, written down without its classes: `journeys.spec.ts` walks every journey at random and compares. Nothing in
 * here calls the journey itself.
 */
export interface JourneyBook {
  readonly name: string;
  readonly who: Person;
  /** Of the journey about one subject. */
  readonly path: string;
  /** The APIs behind it. */
  answerAs(asked: Asked, response: ServerResponse): void;
  /** Of all questions, in their order. */
  readonly steps: readonly string[];
  /** Those that are asked on this way through, in their order. */
  asked(chosen: Chosen): readonly string[];
  /** The answers of a step, as its form sends them. */
  answers(step: string, chosen: Chosen): readonly Fields[];
  /** What still counts of the other answers once this one is another. */
  after?(chosen: Chosen, step: string): Chosen;
  /** Where a step leads although it is answered already. */
  next?(chosen: Chosen, step: string): string | undefined;
  /** The pages after the questions; the last one's form sends. */
  readonly reviews: readonly string[];
  /** How that form sends. */
  readonly decision: Fields;
  /** Two ways through that differ. */
  readonly ways: readonly [Chosen, Chosen];
  /** More that a form may carry on its way. */
  readonly otherWays?: readonly Chosen[];
  /** The request that records these answers. */
  says(chosen: Chosen): Said;
  /** Something that is offered no more, and the step that is asked again then. */
  readonly withdrawn?: { readonly step: string; readonly chosen: Chosen; withdraw(isGone: boolean): void };
  /** Stands in each request about something that its form names by an id alone: then the API compares whose that is. */
  readonly subject?: string;
  /** A refusal that the journey has words for. */
  readonly refusal?: { readonly status: number; readonly code: string; readonly shows: number; readonly says: string };
}

/** What is so of every journey of one page: its form has two answers. */
export const ONE_PAGE = {
  steps: [''],
  asked: () => [''],
  reviews: [],
  decision: {},
  ways: [{ '': 0 }, { '': 1 }],
} as const;

export interface Said {
  readonly call: string;
  readonly body?: object;
  readonly ifMatch?: string;
}

export const jsonOf = (response: ServerResponse, body: object): void =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
