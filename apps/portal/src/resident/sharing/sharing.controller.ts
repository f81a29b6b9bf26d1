import { Get } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { presentSharing } from './present-sharing.js';
import { readSharing } from './read-sharing.js';

/** Home: the state of all sharing at a glance. */
@Pages('resident', 'resident')
export class SharingController {
  @Get()
  async show(@ThisVisit() visit: Visit): Promise<Page> {
    const { sharing, telling } = await readSharing(visit);
    const model = presentSharing(sharing, telling, new Date().toISOString());
    return new Page('resident/sharing', visit.t('resident.sharing.title'), model, { section: '/resident' });
  }
}
