import { Get, Post } from '@nestjs/common';
import { PortalConfig } from '../../config.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { sideOf, titleOf } from '../record/describe-directive.js';
import { readDirectives, readSharingNow, readTelling, whereThere } from '../record/read-record.js';
import { presentAllStopped } from './present-all-stopped.js';

/** Stop everything that the resident said yes to: an interruption page, because it is unusual, and then what has stopped. */
@Pages('resident', 'resident/stop-all')
export class StopAllController {
  constructor(private readonly config: PortalConfig) {}

  @Get()
  async ask(@ThisVisit() visit: Visit): Promise<Page | Redirect> {
    const { t } = visit;
    const [directives, agreements, telling] = await this.read(visit);
    const titles = directives.filter((one) => sideOf(one) === 'on').map((one) => titleOf(one, agreements, telling));
    if (titles.length === 0) return new Redirect('/resident');
    const model = {
      list: titles,
      paragraphs: [
        ...[t('resident.stopAll.care'), t('resident.stop.before')],
        ...[t('resident.stop.again'), t('resident.stop.phone', { phone: this.config.HELP_PHONE })],
      ],
      button: t('resident.stopAll.button'),
      keep: { text: t('resident.stop.keep'), href: '/resident' },
    };
    const options = { back: '/resident', section: '/resident' };
    return new Page('resident/confirm', t('resident.stopAll.title'), model, options);
  }

  /** One after the other; what has stopped stays stopped, whatever becomes of the next. */
  @Post()
  async stop(@ThisVisit() visit: Visit): Promise<Redirect> {
    const live = (await readDirectives(visit.broker)).filter((one) => sideOf(one) === 'on');
    for (const { id } of live) {
      const header = { 'Idempotency-Key': `${visit.formId!}-${id}` };
      await visit.broker.post('/api/consent/v1/directives/{id}/withdraw', { path: { id }, header });
    }
    return new Redirect('/resident/stop-all/done');
  }

  @Get('done')
  async done(@ThisVisit() visit: Visit): Promise<Page | Redirect> {
    const [directives, agreements, telling] = await this.read(visit);
    if (directives.some((one) => sideOf(one) === 'on')) return new Redirect('/resident');
    const { title, links } = presentAllStopped(directives, agreements, telling);
    return new Page('resident/all-stopped', title, { links }, { section: '/resident' });
  }

  private async read(visit: Visit) {
    const [directives, agreements, telling] = await Promise.all([
      readDirectives(visit.broker),
      whereThere(readSharingNow(visit.broker)),
      readTelling(visit),
    ]);
    return [directives, agreements?.items ?? [], telling] as const;
  }
}
