import { Body, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import type { Directive, OwnAgreement } from '../record/answers.js';
import { readAgreements, readTelling } from '../record/read-record.js';
import { textOf } from '../say-yes/draft.js';
import { presentCheck, presentQuestion, type Part } from './present-refusal.js';
import { fieldsOf, hiddenOf, isOpen, JOURNEY, refusalOf, type Refusal } from './refusal.js';

const HERE = '/resident/refuse';
const WHAT = `${HERE}/what`;
const CHECK = `${HERE}/check`;

/** Say no in advance: from whom, what, check, done. It counts at once and stops what it covers. */
@Pages('resident', 'resident/refuse')
export class RefuseController {
  @Get()
  async askWhom(@ThisVisit() visit: Visit, @Req() { url }: FastifyRequest): Promise<Page> {
    const { items } = await readAgreements(visit.broker);
    return this.question(visit, 'recipients', await this.refusal(visit, url, items), items);
  }

  @Post()
  async takeWhom(@ThisVisit() visit: Visit, @Body() body: Fields): Promise<Page | Redirect> {
    const { items } = await readAgreements(visit.broker);
    const refusal = refusalOf(body, items);
    if (isOpen(refusal.recipients)) return this.question(visit, 'recipients', refusal, items, true);
    return this.goOn(visit, refusal);
  }

  @Get('what')
  async askWhat(@ThisVisit() visit: Visit, @Req() { url }: FastifyRequest): Promise<Page> {
    const { items } = await readAgreements(visit.broker);
    return this.question(visit, 'categories', await this.refusal(visit, url, items), items);
  }

  @Post('what')
  async takeWhat(@ThisVisit() visit: Visit, @Body() body: Fields): Promise<Page | Redirect> {
    const { items } = await readAgreements(visit.broker);
    const refusal = refusalOf(body, items);
    if (isOpen(refusal.categories)) return this.question(visit, 'categories', refusal, items, true);
    return this.goOn(visit, refusal);
  }

  @Get('check')
  async check(@ThisVisit() visit: Visit, @Req() { url }: FastifyRequest): Promise<Page | Redirect> {
    const { items } = await readAgreements(visit.broker);
    return this.checkPage(visit, await this.refusal(visit, url, items));
  }

  @Post('check')
  async decide(@ThisVisit() visit: Visit, @Body() body: Fields): Promise<Page | Redirect> {
    const { items } = await readAgreements(visit.broker);
    const refusal = refusalOf(body, items);
    const answer = textOf(body['answer']);
    if (answer === 'no') {
      await visit.keep(JOURNEY, undefined);
      return new Redirect('/resident');
    }
    if (answer !== 'yes' || isOpen(refusal.recipients) || isOpen(refusal.categories))
      return this.checkPage(visit, refusal);
    const sending = { body: { instruction: 'refuse', ...refusal }, idempotencyKey: visit.formId! };
    const { id } = await visit.broker.post<Directive>('/api/consent/v1/residents/me/directives', sending);
    await visit.keep(JOURNEY, undefined);
    return new Redirect(`/resident/choices/${id}/done`);
  }

  /** What was typed when a session had ended, else what this session knows. */
  private async refusal(visit: Visit, path: string, agreements: readonly OwnAgreement[]): Promise<Refusal> {
    const typed = await visit.typedBefore(path);
    if (typed) await visit.keep(JOURNEY, fieldsOf(refusalOf(typed, agreements)));
    return refusalOf(visit.answers(JOURNEY), agreements);
  }

  private async question(
    visit: Visit,
    part: Part,
    refusal: Refusal,
    agreements: readonly OwnAgreement[],
    failed = false,
  ): Promise<Page> {
    const telling = await readTelling(visit);
    return new Page(
      'resident/question',
      visit.t(`resident.refuse.${part}.title`),
      presentQuestion(part, refusal, agreements, telling, failed),
      { section: HERE, back: part === 'recipients' ? '/resident' : HERE, ...(failed ? { status: 422 } : {}) },
    );
  }

  private async goOn(visit: Visit, refusal: Refusal): Promise<Redirect> {
    await visit.keep(JOURNEY, fieldsOf(refusal));
    return new Redirect(firstOpen(refusal) ?? CHECK);
  }

  private async checkPage(visit: Visit, refusal: Refusal): Promise<Page | Redirect> {
    const open = firstOpen(refusal);
    if (open !== undefined) return new Redirect(open);
    const { t } = visit;
    const text = t('resident.refuse.check.text');
    const model = { ...presentCheck(refusal, await readTelling(visit)), kept: hiddenOf(refusal, []), text };
    return new Page('resident/check', t('resident.refuse.check.title'), model, { section: HERE, back: WHAT });
  }
}

function firstOpen({ recipients, categories }: Refusal): string | undefined {
  if (isOpen(recipients)) return HERE;
  return isOpen(categories) ? WHAT : undefined;
}
