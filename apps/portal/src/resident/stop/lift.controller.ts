import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiProblem } from '#libs/client';
import { formRefused } from '../../shell/refusals.js';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { nowFacts, saidAt, saidFacts, saidOf, sideOf, titleOf } from '../record/describe-directive.js';
import type { Directive } from '../record/answers.js';
import { oneOf } from '../record/one-of.js';
import { findDirective, readDirectives, readStated } from '../record/read-record.js';
import { requireId } from '../record/require-id.js';
import { presentLifted } from './present-lifted.js';

const VERSION = /^[1-9]\d{0,8}$/;

const choiceOf = (id: string): string => `/resident/choices/${id}`;
const liftedOf = (id: string): string => `/resident/lifted?no=${id}`;
/** A no that stops nothing any more. */
const isGone = (directive: Directive): boolean => directive.supersededAt !== null && saidOf(directive) === 'no';

/** Takes a no or an objection back: the resident alone may. It gives no yes. */
@Pages('resident', 'resident')
export class LiftController {
  @Get('choices/:id/lift')
  async ask(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    const { stated, telling } = await readStated(visit, id);
    const { directive, items } = stated;
    if (sideOf(directive) !== 'no') return new Redirect(isGone(directive) ? liftedOf(id) : choiceOf(id));
    const { t } = telling;
    const model = {
      rows: [...saidFacts(directive, items, telling), ...nowFacts(stated, telling)],
      paragraphs: [t('resident.lift.text'), t('resident.lift.care')],
      button: t('resident.lift.button'),
      keep: { text: t('resident.lift.keep'), href: choiceOf(id) },
      kept: [{ name: 'version', value: String(directive.version) }],
    };
    const title = titleOf(directive, items ?? [], telling, 'lift');
    const about = oneOf(telling, id, saidAt(directive));
    return new Page('resident/confirm', title, model, { back: choiceOf(id), section: '/resident', about });
  }

  @Post('choices/:id/lift')
  async lift(@ThisVisit() visit: Visit, @Param('id') id: string, @Body() body: Fields): Promise<Redirect> {
    requireId(id);
    const version = body['version'];
    if (typeof version !== 'string' || !VERSION.test(version)) throw formRefused();
    const header = { ...visit.once, 'If-Match': `"${version}"` };
    try {
      await visit.broker.post('/api/consent/v1/directives/{id}/lift', { path: { id }, header });
    } catch (error) {
      // From another window they took it back already, or said something newer: what they want is so.
      if (!(error instanceof ApiProblem && error.document.code === 'directive-replaced')) throw error;
    }
    return new Redirect(liftedOf(id));
  }

  /** Whoever comes here by its address may have taken nothing back: what stands, or stands beside it, is not said to be over. */
  @Get('lifted')
  async lifted(@ThisVisit() visit: Visit, @Query('no') no?: string): Promise<Page | Redirect> {
    if (no === undefined) return new Redirect('/resident');
    requireId(no);
    const [lifted, directives] = await Promise.all([findDirective(visit.broker, no), readDirectives(visit.broker)]);
    if (!isGone(lifted)) return new Redirect(choiceOf(no));
    const model = presentLifted(directives, visit.t);
    return new Page('resident/blocked', visit.t('resident.lift.done'), model, { section: '/resident' });
  }
}
