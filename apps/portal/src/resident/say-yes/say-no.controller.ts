import { Get, Param, Post } from '@nestjs/common';
import { Page, type Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { pathOf } from './draft.js';
import { readOffer } from './read-offer.js';
import { say } from '../record/say.js';

/** No to all of it, at once; also while it is stopped. */
@Pages('resident', 'resident/agreements/:id/no')
export class SayNoController {
  @Get()
  async ask(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    const { agreement, telling, isStopped } = await readOffer(visit, id);
    const { t } = telling;
    const model = {
      paragraphs: [
        ...(isStopped ? [t('resident.paused.kept')] : []),
        ...[t('resident.no.text'), t('resident.no.care'), t('resident.no.later')],
      ],
      button: t('resident.no.button'),
      keep: { text: t('resident.no.keep'), href: pathOf(id) },
    };
    const title = t('resident.no.title', { title: agreement.title });
    return new Page('resident/confirm', title, model, { back: pathOf(id), section: '/resident' });
  }

  @Post()
  async sayNo(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Redirect> {
    await readOffer(visit, id);
    return say(visit, { instruction: 'refuse', agreement: id });
  }
}
