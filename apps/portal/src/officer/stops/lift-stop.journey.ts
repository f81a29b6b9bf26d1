import type { ApiProblem } from '#libs/client';
import { type Frame, type Underway, type Params } from '../../shell/journey/journey.js';
import type { Page, Redirect } from '../../shell/page.js';
import { notFound } from '../../shell/refusals.js';
import type { Visit } from '../../shell/visit.js';
import { readAgencies } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import { AGREEMENTS } from '../agreements/present-agreement.js';
import { nothingDone } from './nothing-done.js';
import { alreadySo, CATEGORY_STOPS, categoryOf, changeAgency, isSoAlready } from './place-stop.journey.js';
import { StopJourney } from './stop.journey.js';
import { STOPS } from './stops.controller.js';
import { reasonIn, type StepKnown, type TypedStep } from './step-question.js';

interface ToLift extends StepKnown {
  readonly kind: 'agency' | 'category';
  readonly code: string;
  /** Asked for where somebody comes to look. */
  readonly isStopped: () => Promise<boolean>;
}
type Lifting = Underway<TypedStep, ToLift>;

/** Takes the stop of an agency or of a kind of information back. */
export class LiftStopJourney extends StopJourney<ToLift> {
  readonly path = 'officer/stops/:kind/:name';

  protected async look({ t, broker }: Visit, params: Params): Promise<ToLift> {
    const { kind, name: code = '' } = params;
    if (kind === 'category') {
      const category = categoryOf(code);
      const isStopped = async (): Promise<boolean> => {
        const { items } = await broker.get(CATEGORY_STOPS);
        return items.some((one) => one.category === category);
      };
      return { t, kind, code, isStopped, step: { key: 'lift', name: word(t, 'category', code), reasoned: false } };
    }
    if (kind !== 'agency') throw notFound();
    const agency = (await readAgencies(broker)).find((one) => one.code === code);
    if (!agency) throw notFound();
    const isStopped = (): Promise<boolean> => Promise.resolve(agency.status === 'suspended');
    return { t, kind, code, isStopped, step: { key: 'lift', name: agency.name, reasoned: true } };
  }

  frame(): Frame {
    return { section: AGREEMENTS, before: STOPS };
  }

  override async instead(_step: string, { known: { t, step, isStopped } }: Lifting): Promise<Page | undefined> {
    if (await isStopped()) return undefined;
    const see = { texts: 'stops', href: STOPS } as const;
    return nothingDone(t, { texts: 'isNotStopped', name: step.name, section: AGREEMENTS, see });
  }

  async send({ visit, known, answers }: Lifting): Promise<Redirect> {
    const { kind, code } = known;
    if (kind === 'agency') await changeAgency(visit, code, 'resume', reasonIn(answers));
    else await visit.broker.delete(`${CATEGORY_STOPS}/{category}`, { path: { category: code }, header: visit.once });
    return this.led(STOPS, known);
  }

  /** A kind of information that is not stopped has no stop to take away: that is not found, as the API has it. */
  override async refused(problem: ApiProblem, { known }: Lifting): Promise<Page | undefined> {
    const isSo = isSoAlready(problem) || (problem.status === 404 && known.kind === 'category');
    return isSo ? alreadySo(known) : undefined;
  }
}
