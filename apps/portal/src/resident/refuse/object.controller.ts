import { Get, Param, Post } from '@nestjs/common';
import { PortalConfig } from '../../config.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import type { SharedAgreement } from '../record/answers.js';
import { sideOf } from '../record/describe-directive.js';
import { readDirectives, readSharingNow, readTelling } from '../record/read-record.js';
import { requireAgreementId } from '../record/require-id.js';
import { say } from '../record/say.js';
import { isObjectable, isPaused, unaskedFacts } from '../sharing/agreement-facts.js';

/** Object to what is shared without asking. It stops at once, and somebody then looks at it. */
@Pages('resident', 'resident/agreements/:id/object')
export class ObjectController {
  constructor(private readonly config: PortalConfig) {}

  @Get()
  async ask(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    const [agreement, telling] = await Promise.all([this.objectable(visit, id), readTelling(visit)]);
    const { t } = telling;
    const model = {
      rows: unaskedFacts(agreement, telling),
      paragraphs: [
        ...(isPaused(agreement) ? [t('resident.paused.kept')] : []),
        t('resident.object.atOnce'),
        t('resident.object.care'),
        t('resident.stop.phone', { phone: this.config.HELP_PHONE }),
      ],
      button: t('resident.object.button'),
      keep: { text: t('resident.object.keep'), href: '/resident' },
    };
    const title = t('resident.object.title', { title: agreement.title });
    return new Page('resident/confirm', title, model, { back: '/resident', section: '/resident' });
  }

  @Post()
  async object(@ThisVisit() visit: Visit, @Param('id') agreement: string): Promise<Redirect> {
    const found = await this.find(visit, agreement);
    if (!found) return this.done(visit, agreement);
    return say(visit, { instruction: 'object', agreement });
  }

  /** The door stands where the home page says "You can object": to what is shared, whoever works with the resident. */
  private async objectable(visit: Visit, id: string): Promise<SharedAgreement> {
    const agreement = await this.find(visit, id);
    if (!agreement) throw notFound();
    return agreement;
  }

  private async find({ broker }: Visit, id: string): Promise<SharedAgreement | undefined> {
    requireAgreementId(id);
    const { items } = await readSharingNow(broker);
    return items.find((item) => item.id === id && isObjectable(item));
  }

  /** What they objected to is shared no more: the same form again leads to what they said. */
  private async done({ broker }: Visit, agreement: string): Promise<Redirect> {
    const said = (await readDirectives(broker)).find((one) => one.agreement === agreement && sideOf(one) === 'no');
    if (!said) throw notFound();
    return new Redirect(`/resident/choices/${said.id}/done`);
  }
}
