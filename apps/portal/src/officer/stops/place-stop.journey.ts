import { CATEGORIES, type Category, isCategory } from '#libs/domain';
import type { ApiProblem } from '#libs/client';
import { type Frame, type Underway, type Params } from '../../shell/journey/journey.js';
import type { Page, Redirect } from '../../shell/page.js';
import { notFound } from '../../shell/refusals.js';
import type { Visit } from '../../shell/visit.js';
import { readAgencies } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import { AGREEMENTS } from '../agreements/present-agreement.js';
import { nothingDone } from './nothing-done.js';
import { StopJourney } from './stop.journey.js';
import { STOPS } from './stops.controller.js';
import { reasonIn, type StepKnown, type StopStep, type TypedStep } from './step-question.js';

export const CATEGORY_STOPS = '/api/policy/v1/category-stops';

interface ToStop extends StepKnown {
  readonly kind: 'agency' | 'category';
}

/** Stops an agency or a kind of information everywhere. */
export class PlaceStopJourney extends StopJourney<ToStop> {
  readonly path = 'officer/stops/:kind';

  protected async look({ t, broker }: Visit, { kind }: Params): Promise<ToStop> {
    if (kind !== 'agency' && kind !== 'category') throw notFound();
    const options =
      kind === 'category'
        ? CATEGORIES.map((value) => ({ value, text: word(t, 'category', value) }))
        : (await readAgencies(broker)).map(({ code, name, status }) => ({
            ...{ value: code, text: name, attributes: { class: 'data' } },
            isSo: status !== 'active',
          }));
    return { t, kind, step: { key: kind, name: '', options, reasoned: true } };
  }

  frame(): Frame {
    return { section: AGREEMENTS, before: STOPS };
  }

  async send({ visit, known, answers }: Underway<TypedStep, ToStop>): Promise<Redirect> {
    const { what } = answers;
    const reason = reasonIn(answers);
    if (known.kind === 'agency') await changeAgency(visit, what, 'suspend', reason);
    else await visit.broker.post(CATEGORY_STOPS, { body: { category: categoryOf(what), reason }, header: visit.once });
    return this.led(STOPS, known, known.step.options?.find(({ value }) => value === what)?.text);
  }

  override async refused(problem: ApiProblem, { known }: Underway<TypedStep, ToStop>): Promise<Page | undefined> {
    return isSoAlready(problem) ? alreadySo(known) : undefined;
  }
}

/** @throws PageError for what is no kind of information: no list offers it */
export function categoryOf(code: string): Category {
  if (!isCategory(code)) throw notFound();
  return code;
}

/** An agency is chosen by name, whatever its version: a stop must not fail over one, and sent again it is the same request. */
export async function changeAgency(
  { broker, once }: Visit,
  code: string,
  way: 'suspend' | 'resume',
  reason: string,
): Promise<void> {
  const asked = { path: { code }, body: { reason }, header: { ...once, 'If-Match': '*' } };
  await broker.post(`/api/policy/v1/agencies/{code}/${way}`, asked);
}

/** Refusals of what is so already: a stop, or an agency that is taken back. */
export const isSoAlready = ({ document }: ApiProblem): boolean =>
  ['state-unchanged', 'stop-exists'].includes(document.code ?? '');

/** There is nothing left to send, and a page says so. */
export const alreadySo = ({ t, step: { reasoned } }: { t: Visit['t']; step: StopStep }): Page =>
  nothingDone(t, { texts: 'already', sent: { reasoned }, section: AGREEMENTS, see: { texts: 'stops', href: STOPS } });
