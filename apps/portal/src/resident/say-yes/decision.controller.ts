import { Body, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { blockedBy } from '../blocked.js';
import type { Directive } from '../record/answers.js';
import { readDirectives, readSharingNow, whereThere } from '../record/read-record.js';
import { draftFor, draftOf, keepDraft, keptFields, nextStep, textOf, type Draft } from './draft.js';
import { endOfConsent } from './end-of-consent.js';
import { presentCheck } from './present-check.js';
import { pathOf } from './present-questions.js';
import { presentRehearsal } from './present-rehearsal.js';
import { readOffer, type Offer } from './read-offer.js';
import type { Rehearsal } from './rehearsal.js';
import { reachOfYes, startsAtOnce } from './standing-no.js';

const SAY = '/api/consent/v1/residents/me/directives';

/** What each answer would do, then the answer itself. */
@Pages('resident', 'resident/agreements/:id')
export class DecisionController {
  /** A rehearsal by the rules in force: it changes nothing. */
  @Get('if')
  async rehearse(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Req() { url }: FastifyRequest,
  ): Promise<Page | Redirect> {
    const offer = await readOffer(visit, id);
    const draft = await draftFor(visit, offer.agreement, url);
    if (nextStep(draft) !== 'if') return new Redirect(pathOf(id, nextStep(draft)));
    const { categories, recipients } = draft;
    const body = { agreement: id, recipients, categories };
    const rehearsal = await visit.broker.post<Rehearsal>('/api/policy/v1/residents/me/rehearsals', { body });
    const shared = await whereThere(readSharingNow(visit.broker));
    const model = { ...presentRehearsal(rehearsal, shared?.items, offer.telling), next: pathOf(id, 'check') };
    return new Page('resident/if', visit.t('resident.if.title'), model, {
      back: pathOf(id, 'until'),
      section: '/resident',
      about: offer.agreement.title,
    });
  }

  @Get('check')
  async check(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Req() { url }: FastifyRequest,
  ): Promise<Page | Redirect> {
    const offer = await readOffer(visit, id);
    const draft = await draftFor(visit, offer.agreement, url);
    return this.checkPage(visit, offer, draft);
  }

  @Post('check')
  async decide(@ThisVisit() visit: Visit, @Param('id') id: string, @Body() body: Fields): Promise<Page | Redirect> {
    const offer = await readOffer(visit, id);
    const draft = draftOf(body, offer.agreement);
    const end = endOfConsent(draft, offer.agreement, offer.now);
    const answer = textOf(body['answer']);
    const unanswered = answer !== 'yes' && answer !== 'no';
    if (unanswered || nextStep(draft) !== 'if' || 'problem' in end) return this.checkPage(visit, offer, draft);
    const { categories, recipients } = draft;
    const reach = { agreement: id, recipients, categories };
    const said = answer === 'yes' ? { instruction: 'give', expiresAt: end.end } : { instruction: 'refuse' };
    return this.say(visit, offer, { ...said, ...reach });
  }

  /** No to all of it, at once. */
  @Get('no')
  async askNo(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    const { agreement, telling } = await readOffer(visit, id);
    const { t } = telling;
    const model = {
      paragraphs: [t('resident.no.text'), t('resident.no.care'), t('resident.no.later')],
      button: t('resident.no.button'),
      keep: { text: t('resident.no.keep'), href: pathOf(id) },
    };
    const title = t('resident.no.title', { title: agreement.title });
    return new Page('resident/confirm', title, model, { back: pathOf(id), section: '/resident' });
  }

  @Post('no')
  async sayNo(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    const offer = await readOffer(visit, id);
    return this.say(visit, offer, { instruction: 'refuse', agreement: id });
  }

  private async checkPage(visit: Visit, offer: Offer, draft: Draft): Promise<Page | Redirect> {
    const { agreement, now } = offer;
    await keepDraft(visit, agreement, draft);
    const end = endOfConsent(draft, agreement, now);
    if (nextStep(draft) !== 'if') return new Redirect(pathOf(agreement.id, nextStep(draft)));
    if ('problem' in end) return new Redirect(pathOf(agreement.id, 'until'));
    const [shared, directives] = await Promise.all([
      whereThere(readSharingNow(visit.broker)),
      whereThere(readDirectives(visit.broker)),
    ]);
    const atOnce = startsAtOnce(reachOfYes(agreement, draft), shared?.items, directives);
    const model = {
      ...presentCheck(offer, draft, end.end),
      kept: keptFields(draft, []),
      text: visit.t(`resident.check.${atOnce ? 'text' : 'textClosed'}`),
    };
    const options = { back: pathOf(agreement.id, 'if'), section: '/resident', about: agreement.title };
    return new Page('resident/check', visit.t('resident.check.title'), model, options);
  }

  private async say(visit: Visit, { agreement, telling }: Offer, body: object): Promise<Page | Redirect> {
    try {
      const sending = { body, idempotencyKey: visit.formId! };
      const { id } = await visit.broker.post<Directive>(SAY, sending);
      await keepDraft(visit, agreement, undefined);
      return new Redirect(`/resident/choices/${id}/done`);
    } catch (error) {
      // A wider no of theirs stands in the way of this yes: only they can take it back, and nothing was recorded.
      return blockedBy(error, 'refusal-in-force', { t: telling.t, texts: 'blocked', home: '/resident#no' });
    }
  }
}
