import { Body, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../../api/api-problem.js';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { formRefused, notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { isAgreementId, type AgreementLine } from '../agreements/agreement.js';
import { AGREEMENTS, stateCell } from '../agreements/present-agreement.js';
import { dataCell, fact } from '../show/cell.js';
import { mayLead, requireRight } from '../show/officer-role.js';
import { standingTo, type Way } from './agreement-standing.js';
import { type Nothing, nothingDone } from './nothing-done.js';
import {
  errorsOfStep,
  presentStep,
  reasonIn,
  titleOfStep,
  typedText,
  type Overtaken,
  type StopState,
  type StopStep,
} from './present-step.js';

const KEYS = { stop: 'agreement', resume: 'resume' } as const;
/** As the API gives it: its entity tag. */
const VERSION = /^"[1-9]\d{0,8}"$/;
const NOTHING: StopState = { typed: {}, errors: [] };

interface Looked {
  readonly agreement: AgreementLine;
  readonly step: StopStep;
}

/** The emergency stop of one agreement, and its end: one screen each, for the version that was looked at. */
@Pages('officer', `${AGREEMENTS}/:id`)
export class AgreementStopController {
  @Get(['stop', 'resume'])
  async ask(@ThisVisit() visit: Visit, @Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    requireRight(mayLead, visit);
    const typed = await visit.typedBefore(request.url);
    const way = wayOf(request);
    const looked = await look(visit, id, way);
    return saysHowItIs(visit, way, looked) ?? draw(visit, id, looked.step, { ...NOTHING, typed: typed ?? {} });
  }

  @Post(['stop', 'resume'])
  async take(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Body() typed: Fields,
  ): Promise<Page | Redirect> {
    requireRight(mayLead, visit);
    const way = wayOf(request);
    const { step } = await look(visit, id, way);
    const version = typedText(typed, 'version');
    if (!VERSION.test(version)) throw formRefused();
    const sent: StopStep = { ...step, version };
    const errors = errorsOfStep(sent, typed, visit.t);
    if (errors.length > 0) return draw(visit, id, sent, { typed, errors });
    try {
      await visit.broker.post(`/api/policy/v1/agreements/${id}/${way === 'stop' ? 'suspend' : 'resume'}`, {
        body: { reason: reasonIn(typed) },
        idempotencyKey: visit.formId!,
        ifMatch: version,
      });
    } catch (error) {
      if (error instanceof ApiProblem && (error.status === 412 || error.status === 409)) {
        return this.overtaken(visit, id, way, typed);
      }
      throw error;
    }
    return new Redirect(`${AGREEMENTS}/${id}`);
  }

  /**
   * Somebody changed it after this officer looked. What they wanted is so already, or can never be: then that is said. Else both
   * are shown, and what was typed may be sent for how it is now.
   */
  private async overtaken(visit: Visit, id: string, way: Way, typed: Fields): Promise<Page> {
    const { t } = visit;
    const looked = await look(visit, id, way);
    const { agreement, step } = looked;
    const inVain = saysHowItIs(visit, way, looked, { reasoned: true });
    if (inVain) return inVain;
    const shown: Overtaken = {
      sent: [
        fact(t('officer.overtaken.step'), { text: t(`officer.stops.${KEYS[way]}.button`) }),
        fact(t('officer.stops.reason'), dataCell(reasonIn(typed))),
        fact(t('officer.overtaken.version'), dataCell(typedText(typed, 'version').replaceAll('"', ''))),
      ],
      now: [
        fact(t('officer.agreements.head.state'), stateCell(t, agreement.state)),
        fact(t('officer.overtaken.version'), dataCell(String(agreement.version))),
      ],
    };
    return draw(visit, id, step, { typed, errors: [], overtaken: shown });
  }
}

const wayOf = ({ url }: FastifyRequest): Way => (/\/resume(\?|$)/.test(url) ? 'resume' : 'stop');

async function look({ broker }: Visit, id: string, way: Way): Promise<Looked> {
  if (!isAgreementId(id)) throw notFound();
  const { body, etag } = await broker.read<AgreementLine>(`/api/policy/v1/agreements/${id}`);
  const name = `${body.id} ${body.title}`;
  return { agreement: body, step: { key: KEYS[way], name, reasoned: true, version: etag } };
}

/** The page that says how it is, where the step can do nothing; undefined where it can be taken. */
function saysHowItIs(
  { t }: Visit,
  way: Way,
  { agreement, step: { name } }: Looked,
  sent?: Nothing['sent'],
): Page | undefined {
  const standing = standingTo(way, agreement, new Date());
  if (standing === 'open') return undefined;
  const see = { texts: 'agreement', href: `${AGREEMENTS}/${agreement.id}` } as const;
  const isSo = way === 'stop' ? 'isStopped' : 'isNotStopped';
  const done = sent ? 'already' : isSo;
  const texts = standing === 'done' ? done : 'isNotInForce';
  return nothingDone(t, { texts, name, section: AGREEMENTS, see, ...(sent ? { sent } : {}) });
}

function draw({ t }: Visit, id: string, step: StopStep, state: StopState): Page {
  const status = state.overtaken ? 409 : state.errors.length > 0 ? 422 : 200;
  const model = presentStep(step, state, t);
  return new Page('officer/stop-step', titleOfStep(step, t), model, {
    status,
    section: AGREEMENTS,
    back: `${AGREEMENTS}/${id}`,
  });
}
