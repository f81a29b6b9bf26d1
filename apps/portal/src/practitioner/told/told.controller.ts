import { Body, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { pathOf, personBar, quoted } from '../person/person-bar.js';
import { readSharing } from './known-sharing.js';
import { answered, type Asking, presentQuestion, questionOf } from './questions.js';
import { isStep, keepTold, type Step, stepAfter, STEPS, toldSoFar } from './told.js';

/** What a resident told me: one question a page. */
@Pages('practitioner', 'practitioner/people/:id/told')
export class ToldController {
  @Get()
  what(@ThisVisit() visit: Visit, @Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    return this.show(visit, id, 'what', request.url);
  }

  @Post()
  answerWhat(@ThisVisit() visit: Visit, @Param('id') id: string, @Body() fields: Fields): Promise<Page | Redirect> {
    return this.take(visit, id, 'what', fields);
  }

  @Get(':step')
  ask(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Param('step') step: string,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    return this.show(visit, id, known(step), request.url);
  }

  @Post(':step')
  answer(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Param('step') step: string,
    @Body() fields: Fields,
  ): Promise<Page | Redirect> {
    return this.take(visit, id, known(step), fields);
  }

  private async show(visit: Visit, id: string, step: Step, url: string): Promise<Page> {
    const asking = await this.asking(visit, id);
    const before = await visit.typedBefore(url);
    const told = (before && answered(step, before, asking)) ?? asking.told;
    return this.page(visit, id, step, { ...asking, told });
  }

  private async take(visit: Visit, id: string, step: Step, fields: Fields): Promise<Page | Redirect> {
    const asking = await this.asking(visit, id);
    const told = answered(step, fields, asking);
    if (!told) return this.page(visit, id, step, asking, true);
    await keepTold(visit, id, told);
    return new Redirect(`${pathOf(id)}/told/${step === 'what' ? STEPS[told.what!][0] : stepAfter(told, step)}`);
  }

  private async asking(visit: Visit, id: string): Promise<Asking> {
    pathOf(id);
    const sharing = await readSharing(visit, id);
    return { t: visit.t, language: visit.language, told: toldSoFar(visit, id), sharing };
  }

  private page(visit: Visit, id: string, step: Step, asking: Asking, unanswered = false): Page {
    const question = questionOf(step, asking);
    // Nobody failed to choose where there is nothing to choose.
    const failed = unanswered && question.options.length > 0;
    const path = pathOf(id);
    const model = { ...presentQuestion(visit.t, question, failed), start: `${path}/told`, bar: personBar(visit, id) };
    return new Page('practitioner/told-question', question.title, model, {
      section: '/practitioner',
      about: quoted(visit, id),
      back: step === 'what' ? path : `${path}/told`,
      status: failed ? 422 : 200,
    });
  }
}

function known(step: string): Step {
  if (!isStep(step)) throw notFound();
  return step;
}
