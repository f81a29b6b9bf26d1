import type { Fields } from '../../session/session.js';
import type { FieldError } from '../page.js';

/** A page's own part: its template, its title and what it says. The journey adds the rest. */
export interface Shown {
  readonly template: string;
  readonly title: string;
  readonly model: object;
}

/**
 * One page that asks something, on the way through a journey. It is pure: `known` is all that it may look at. What was typed is
 * in the answers, also where it is wrong, so that a page is drawn again with everything kept.
 */
export abstract class Question<Answers, Known> {
  /** The last part of its address; '' where it stands at the journey's own. */
  abstract readonly step: string;
  /** The fields of which its page draws inputs. All other answers travel hidden in its form. */
  abstract readonly asks: readonly string[];

  /** Whether this way through comes by it. */
  isAsked(_answers: Answers): boolean {
    return true;
  }

  /** The answers after its form came: `carried` are those that stood in the form, as far as they are offered still. */
  take(carried: Answers, _fields: Fields, _known: Known): Answers {
    return carried;
  }

  /** What is missing from its answer, or wrong with it. */
  abstract errors(answers: Answers, known: Known): readonly FieldError[];

  isAnswered(answers: Answers, known: Known): boolean {
    return this.errors(answers, known).length === 0;
  }

  /** `errors` are those to be told: none where somebody only came to look. */
  abstract page(answers: Answers, known: Known, errors: readonly FieldError[]): Shown;

  /** The step that follows from its answer, whether that is answered already or not; else the first that is open. */
  next(_answers: Answers): string | undefined {
    return undefined;
  }
}
