import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { formRefused, notFound } from '../../shell/refusals.js';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { nowFacts, saidFacts, sideOf, titleOf } from '../record/describe-directive.js';
import { oneOf } from '../record/one-of.js';
import { findDirective, readDirectives, readSharingNow, readTelling, whereThere } from '../record/read-record.js';
import { requireId } from '../record/require-id.js';
import { presentLifted } from './present-lifted.js';

const VERSION = /^[1-9]\d{0,8}$/;

/** Takes a no or an objection back: the resident alone may. It gives no yes. */
@Pages('resident', 'resident')
export class LiftController {
  @Get('choices/:id/lift')
  async ask(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    requireId(id);
    const [directive, shared, telling] = await Promise.all([
      findDirective(visit.broker, id),
      whereThere(readSharingNow(visit.broker)),
      readTelling(visit),
    ]);
    if (sideOf(directive) !== 'no') throw notFound();
    const { t } = telling;
    const items = shared?.items;
    const model = {
      rows: [...saidFacts(directive, items, telling), ...nowFacts({ directive, items }, telling)],
      paragraphs: [t('resident.lift.text'), t('resident.lift.care')],
      button: t('resident.lift.button'),
      keep: { text: t('resident.lift.keep'), href: `/resident/choices/${id}` },
      kept: [{ name: 'version', value: String(directive.version) }],
    };
    const title = titleOf(directive, items ?? [], telling, 'lift');
    const about = oneOf(telling, id, directive.recordedAt);
    return new Page('resident/confirm', title, model, { back: `/resident/choices/${id}`, section: '/resident', about });
  }

  @Post('choices/:id/lift')
  async lift(@ThisVisit() visit: Visit, @Param('id') id: string, @Body() body: Fields): Promise<Redirect> {
    requireId(id);
    const version = body['version'];
    if (typeof version !== 'string' || !VERSION.test(version)) throw formRefused();
    const sending = { ifMatch: `"${version}"`, idempotencyKey: visit.formId! };
    await visit.broker.post(`/api/consent/v1/directives/${id}/lift`, sending);
    return new Redirect(`/resident/lifted?no=${id}`);
  }

  /** Whoever comes here by its address may have taken nothing back: what stands, or stands beside it, is not said to be over. */
  @Get('lifted')
  async lifted(@ThisVisit() visit: Visit, @Query('no') no?: string): Promise<Page | Redirect> {
    if (no === undefined) return new Redirect('/resident');
    const directives = await readDirectives(visit.broker);
    if (directives.some(({ id }) => id === no)) return new Redirect(`/resident/choices/${no}`);
    const model = presentLifted(directives, visit.t);
    return new Page('resident/blocked', visit.t('resident.lift.done'), model, { section: '/resident' });
  }
}
