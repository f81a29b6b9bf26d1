import { Get, Param, Post } from '@nestjs/common';
import { ApiProblem } from '#libs/client';
import { PortalConfig } from '../../config.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { blockedPage } from '../blocked.js';
import type { Directive } from '../record/answers.js';
import { isOver, saidAt, sideOf, stoppedAt, titleOf } from '../record/describe-directive.js';
import { oneOf } from '../record/one-of.js';
import { readStated, whereThere } from '../record/read-record.js';
import { requireId } from '../record/require-id.js';
import { presentStop, presentStopped } from './present-stop.js';

/** Stop, in two screens: what stops and one button; then who had opened what before, and what they say. */
@Pages('resident', 'resident/choices/:id')
export class StopController {
  constructor(private readonly config: PortalConfig) {}

  @Get('stop')
  async ask(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    const { stated, telling } = await readStated(visit, id);
    const { directive } = stated;
    // A link kept from before: what is stopped already, or never was a yes, has its own page.
    if (sideOf(directive) !== 'on') return new Redirect(afterwards(directive));
    const model = presentStop(stated, telling, this.config.HELP_PHONE);
    const title = titleOf(directive, stated.items ?? [], telling, 'stop');
    const about = oneOf(telling, id, saidAt(directive));
    return new Page('resident/confirm', title, model, { back: `/resident/choices/${id}`, section: '/resident', about });
  }

  @Post('stop')
  async stop(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    requireId(id);
    try {
      await visit.broker.post('/api/consent/v1/directives/{id}/withdraw', { path: { id }, header: visit.once });
      return new Redirect(`/resident/choices/${id}/stopped`);
    } catch (error) {
      // They said yes again in the meantime, to all of it: nothing has stopped, and they must not believe that it has.
      if (!(error instanceof ApiProblem && error.document.code === 'directive-replaced')) throw error;
      return blockedPage(visit.t, 'stillShared', '/resident');
    }
  }

  @Get('stopped')
  async stopped(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page | Redirect> {
    requireId(id);
    const [{ stated, telling }, opened] = await Promise.all([
      readStated(visit, id),
      whereThere(visit.broker.get('/api/relay/v1/residents/me/recalls')),
    ]);
    const { directive } = stated;
    if (!isOver(directive)) return new Redirect(`/resident/choices/${id}`);
    const model = { ...presentStopped(stated, opened?.recalls, telling), here: `/resident/choices/${id}/stopped` };
    const about = oneOf(telling, id, stoppedAt(directive));
    const title = visit.t(`resident.stopped.${directive.status === 'ConsentWithdrawn' ? 'title' : 'over'}`);
    return new Page('resident/stopped', title, model, { section: '/resident', about });
  }
}

const afterwards = (directive: Directive): string =>
  `/resident/choices/${directive.id}${isOver(directive) ? '/stopped' : ''}`;
