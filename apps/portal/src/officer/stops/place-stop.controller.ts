import { CATEGORIES } from '#libs/domain';
import { Body, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../../api/api-problem.js';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { readAgencies } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import { AGREEMENTS } from '../agreements/present-agreement.js';
import { mayLead, requireRight } from '../show/officer-role.js';
import {
  errorsOfStep,
  presentStep,
  reasonIn,
  titleOfStep,
  typedText,
  type StopState,
  type StopStep,
} from './present-step.js';
import { type Nothing, nothingDone } from './nothing-done.js';
import { STOPS } from './stops.controller.js';

const CATEGORY_STOPS = '/api/policy/v1/category-stops';
type Kind = 'agency' | 'category';

/** Refusals of what is so already: a stop, or an agency that is taken back. */
const IS_SO = ['state-unchanged', 'stop-exists'];

interface Lift {
  readonly step: StopStep;
  /** Asked for where somebody comes to look. */
  readonly isStopped: () => Promise<boolean>;
}

/** Stops an agency or a kind of information everywhere, one screen each, and takes a stop back. */
@Pages('officer', STOPS)
export class PlaceStopController {
  @Get(':kind')
  async ask(@ThisVisit() visit: Visit, @Param('kind') kind: string, @Req() request: FastifyRequest): Promise<Page> {
    requireRight(mayLead, visit);
    const typed = (await visit.typedBefore(request.url)) ?? {};
    return draw(visit, await stopOf(visit, kindOf(kind)), { typed, errors: [] });
  }

  @Post(':kind')
  async stop(@ThisVisit() visit: Visit, @Param('kind') kind: string, @Body() typed: Fields): Promise<Page | Redirect> {
    requireRight(mayLead, visit);
    const step = await stopOf(visit, kindOf(kind), typedText(typed, 'what'));
    const errors = errorsOfStep(step, typed, visit.t);
    if (errors.length > 0) return draw(visit, step, { typed, errors });
    const reason = reasonIn(typed);
    const what = typedText(typed, 'what');
    return taken(visit, step, () =>
      kind === 'agency'
        ? change(visit, what, 'suspend', reason)
        : visit.broker.post(CATEGORY_STOPS, {
            body: { category: what, reason },
            idempotencyKey: visit.formId!,
          }),
    );
  }

  @Get(':kind/:name')
  async askToLift(
    @ThisVisit() visit: Visit,
    @Param('kind') kind: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    requireRight(mayLead, visit);
    const typed = (await visit.typedBefore(request.url)) ?? {};
    const { step, isStopped } = await liftOf(visit, kindOf(kind), name);
    if (!(await isStopped())) return nothing(visit, { texts: 'isNotStopped', name: step.name });
    return draw(visit, step, { typed, errors: [] });
  }

  @Post(':kind/:name')
  async lift(
    @ThisVisit() visit: Visit,
    @Param('kind') kind: string,
    @Param('name') name: string,
    @Body() typed: Fields,
  ): Promise<Page | Redirect> {
    requireRight(mayLead, visit);
    const { step } = await liftOf(visit, kindOf(kind), name);
    const errors = errorsOfStep(step, typed, visit.t);
    if (errors.length > 0) return draw(visit, step, { typed, errors });
    return taken(visit, step, () =>
      kind === 'agency'
        ? change(visit, name, 'resume', reasonIn(typed))
        : visit.broker.delete(`${CATEGORY_STOPS}/${name}`, { idempotencyKey: visit.formId! }),
    );
  }
}

function kindOf(kind: string): Kind {
  if (kind !== 'agency' && kind !== 'category') throw notFound();
  return kind;
}

/** `chosen` is a choice also where it is stopped by now: sent again, a stop is told as the first was. */
async function stopOf({ t, broker }: Visit, kind: Kind, chosen?: string): Promise<StopStep> {
  const options =
    kind === 'category'
      ? CATEGORIES.map((value) => ({ value, text: word(t, 'category', value) }))
      : (await readAgencies(broker))
          .filter(({ status, code }) => status === 'active' || code === chosen)
          .map(({ code, name }) => ({ value: code, text: name, attributes: { class: 'data' } }));
  return { key: kind, name: '', options, reasoned: true };
}

async function liftOf({ t, broker }: Visit, kind: Kind, name: string): Promise<Lift> {
  if (kind === 'category') {
    if (!(CATEGORIES as readonly string[]).includes(name)) throw notFound();
    const isStopped = async (): Promise<boolean> => {
      const { items } = await broker.get<{ items: { category: string }[] }>(CATEGORY_STOPS);
      return items.some(({ category }) => category === name);
    };
    return { step: { key: 'lift', name: word(t, 'category', name), reasoned: false }, isStopped };
  }
  const agency = (await readAgencies(broker)).find(({ code }) => code === name);
  if (!agency) throw notFound();
  const isStopped = (): Promise<boolean> => Promise.resolve(agency.status === 'suspended');
  return { step: { key: 'lift', name: agency.name, reasoned: true }, isStopped };
}

/** An agency is chosen by name, whatever its version: a stop must not fail over one, and sent again it is the same request. */
async function change(
  { broker, formId }: Visit,
  code: string,
  way: 'suspend' | 'resume',
  reason: string,
): Promise<void> {
  const sending = { body: { reason }, idempotencyKey: formId!, ifMatch: '*' };
  await broker.post(`/api/policy/v1/agencies/${code}/${way}`, sending);
}

/** On to the list; where it was so already there is nothing left to send, and a page says so. */
async function taken(visit: Visit, step: StopStep, send: () => Promise<unknown>): Promise<Page | Redirect> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof ApiProblem && isSoAlready(error, step))) throw error;
    return nothing(visit, { texts: 'already', sent: { reasoned: step.reasoned } });
  }
  return new Redirect(STOPS);
}

/** A kind of information that is not stopped has no stop to take away: that is not found, as the API has it. */
const isSoAlready = ({ status, document }: ApiProblem, { key, reasoned }: StopStep): boolean =>
  IS_SO.includes(document.code ?? '') || (status === 404 && key === 'lift' && !reasoned);

const nothing = ({ t }: Visit, said: Pick<Nothing, 'texts' | 'name' | 'sent'>): Page =>
  nothingDone(t, { ...said, section: AGREEMENTS, see: { texts: 'stops', href: STOPS } });

function draw({ t }: Visit, step: StopStep, state: StopState): Page {
  return new Page('officer/stop-step', titleOfStep(step, t), presentStep(step, state, t), {
    status: state.errors.length > 0 ? 422 : 200,
    section: AGREEMENTS,
    back: STOPS,
  });
}
