import type { Fields } from '../../session/session.js';
import { Journey, type Params } from '../../shell/journey/journey.js';
import type { Question } from '../../shell/journey/question.js';
import { Redirect } from '../../shell/page.js';
import type { Visit } from '../../shell/visit.js';
import { mayLead, requireRight } from '../show/officer-role.js';
import { type StepKnown, StepQuestion, type TypedStep, typedText } from './step-question.js';

/** A step of an emergency stop: one screen, for leads alone. */
export abstract class StopJourney<Known extends StepKnown> extends Journey<TypedStep, Known> {
  readonly audience = 'officer';
  readonly questions: readonly Question<TypedStep, Known>[] = [new StepQuestion()];

  protected abstract look(visit: Visit, params: Params): Promise<Known>;

  /** Whoever may not is refused before anything is read. */
  async read(visit: Visit, params: Params): Promise<Known> {
    requireRight(mayLead, visit);
    return this.look(visit, params);
  }

  /** Where a step leads that was taken: the page there says so, before anything that looks like one that still is to take. */
  protected led(to: string, { t, step: { key, name } }: StepKnown, chosen = name): Redirect {
    return new Redirect(to, t(`officer.stops.${key}.done`, { name: chosen }));
  }

  answersIn(fields: Fields): TypedStep {
    const [what, reason, version] = ['what', 'reason', 'version'].map((name) => typedText(fields, name));
    return { what: what!, reason: reason!, version: version! };
  }

  fieldsOf(typed: TypedStep): Fields {
    return { ...typed };
  }
}
