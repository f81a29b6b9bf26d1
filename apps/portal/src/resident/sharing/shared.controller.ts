import { Get, Param } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { readSharingNow, readTelling } from '../record/read-record.js';
import { requireAgreementId } from '../record/require-id.js';
import { presentShared } from './present-shared.js';

/** What is shared, or not, under one agreement, whatever the resident said: who can have what, why, and what to do about it. */
@Pages('resident', 'resident/agreements/:id/shared')
export class SharedController {
  /** One that is not about them and none at all are the same page. */
  @Get()
  async show(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    requireAgreementId(id);
    const [{ items }, telling] = await Promise.all([readSharingNow(visit.broker), readTelling(visit)]);
    const agreement = items.find((item) => item.id === id);
    if (!agreement) throw notFound();
    const title = visit.t('resident.shared.title', { title: agreement.title });
    const options = { back: '/resident', section: '/resident' };
    return new Page('resident/shared', title, presentShared(agreement, telling), options);
  }
}
