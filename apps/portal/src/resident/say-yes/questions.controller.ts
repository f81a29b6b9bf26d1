import { Body, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../session/session.js';
import { Page, Redirect, type PageOptions } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { draftFor, draftOf, keepDraft, nextStep, type Draft } from './draft.js';
import type { OwnAgreement } from '../record/answers.js';
import { endOfConsent, type EndProblem } from './end-of-consent.js';
import { pathOf, presentUntil, presentWhat, presentWho } from './present-questions.js';
import { readOffer, type Offer } from './read-offer.js';

const options = ({ id, title }: OwnAgreement, before: string, failed: boolean): PageOptions => ({
  back: pathOf(id, before),
  section: '/resident',
  about: title,
  ...(failed ? { status: 422 } : {}),
});

/** The questions on the way to a yes, one a page: what, with whom, until when. */
@Pages('resident', 'resident/agreements/:id')
export class QuestionsController {
  @Get('what')
  async askWhat(@ThisVisit() visit: Visit, @Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    const offer = await readOffer(visit, id);
    return this.what(offer, await draftFor(visit, offer.agreement, request.url));
  }

  @Post('what')
  async takeWhat(@ThisVisit() visit: Visit, @Param('id') id: string, @Body() body: Fields): Promise<Page | Redirect> {
    const offer = await readOffer(visit, id);
    const draft = draftOf(body, offer.agreement);
    return draft.categories.length === 0 ? this.what(offer, draft, true) : this.goOn(visit, offer, draft);
  }

  @Get('who')
  async askWho(@ThisVisit() visit: Visit, @Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    const offer = await readOffer(visit, id);
    return this.who(offer, await draftFor(visit, offer.agreement, request.url));
  }

  @Post('who')
  async takeWho(@ThisVisit() visit: Visit, @Param('id') id: string, @Body() body: Fields): Promise<Page | Redirect> {
    const offer = await readOffer(visit, id);
    const draft = draftOf(body, offer.agreement);
    return draft.recipients.length === 0 ? this.who(offer, draft, true) : this.goOn(visit, offer, draft);
  }

  @Get('until')
  async askUntil(@ThisVisit() visit: Visit, @Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    const offer = await readOffer(visit, id);
    return this.until(offer, await draftFor(visit, offer.agreement, request.url));
  }

  @Post('until')
  async takeUntil(@ThisVisit() visit: Visit, @Param('id') id: string, @Body() body: Fields): Promise<Page | Redirect> {
    const offer = await readOffer(visit, id);
    const draft = draftOf(body, offer.agreement);
    const end = endOfConsent(draft, offer.agreement, offer.now);
    return 'problem' in end ? this.until(offer, draft, end.problem) : this.goOn(visit, offer, draft);
  }

  private what(offer: Offer, draft: Draft, failed = false): Page {
    const title = offer.telling.t('resident.what.title');
    return new Page(
      'resident/question',
      title,
      presentWhat(offer, draft, failed),
      options(offer.agreement, '', failed),
    );
  }

  private who(offer: Offer, draft: Draft, failed = false): Page {
    const title = offer.telling.t('resident.who.title');
    return new Page(
      'resident/question',
      title,
      presentWho(offer, draft, failed),
      options(offer.agreement, 'what', failed),
    );
  }

  private until(offer: Offer, draft: Draft, problem?: EndProblem): Page {
    const title = offer.telling.t('resident.until.title');
    const model = presentUntil(offer, draft, problem);
    return new Page('resident/until', title, model, options(offer.agreement, 'who', problem !== undefined));
  }

  private async goOn(visit: Visit, { agreement }: Offer, draft: Draft): Promise<Redirect> {
    await keepDraft(visit, agreement, draft);
    return new Redirect(pathOf(agreement.id, nextStep(draft)));
  }
}
