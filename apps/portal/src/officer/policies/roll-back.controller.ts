import { Body, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../../api/api-problem.js';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { mayLead, requireRight } from '../show/officer-role.js';
import {
  errorsOfStep,
  presentStep,
  reasonIn,
  titleOfStep,
  type StopState,
  type StopStep,
} from '../stops/present-step.js';
import { type Nothing, nothingDone } from '../stops/nothing-done.js';
import { POLICIES } from './present-policy.js';
import { hasEarlier, readBundles } from './read-bundles.js';

const STEP: StopStep = { key: 'rollback', name: '', reasoned: true };

/** Back to the rules that were in force before: one lead alone, at once. */
@Pages('officer', `${POLICIES}/rollback`)
export class RollBackController {
  @Get()
  async ask(@ThisVisit() visit: Visit, @Req() request: FastifyRequest): Promise<Page> {
    requireRight(mayLead, visit);
    if (!hasEarlier(await readBundles(visit.broker))) return nothingBefore(visit);
    return draw(visit, { typed: (await visit.typedBefore(request.url)) ?? {}, errors: [] });
  }

  @Post()
  async goBack(@ThisVisit() visit: Visit, @Body() typed: Fields): Promise<Page | Redirect> {
    requireRight(mayLead, visit);
    const errors = errorsOfStep(STEP, typed, visit.t);
    if (errors.length > 0) return draw(visit, { typed, errors });
    try {
      const body = { reason: reasonIn(typed) };
      await visit.broker.post('/api/policy/v1/bundles/rollback', { body, idempotencyKey: visit.formId! });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.document.code !== 'nothing-to-go-back-to') throw error;
      return nothingBefore(visit, { reasoned: true });
    }
    return new Redirect(POLICIES);
  }
}

function nothingBefore({ t }: Visit, sent?: Nothing['sent']): Page {
  const see = { texts: 'rules', href: POLICIES } as const;
  return nothingDone(t, { texts: 'nothingBefore', section: POLICIES, see, ...(sent ? { sent } : {}) });
}

function draw({ t }: Visit, state: StopState): Page {
  return new Page('officer/stop-step', titleOfStep(STEP, t), presentStep(STEP, state, t), {
    status: state.errors.length > 0 ? 422 : 200,
    section: POLICIES,
    back: POLICIES,
  });
}
