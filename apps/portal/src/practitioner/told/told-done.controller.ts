import { Get, Param } from '@nestjs/common';
import { type Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { pathOf, personPage } from '../person/person-bar.js';
import { presentDone } from './present-told.js';
import { recordedOf } from './recorded.js';

/** What was recorded last about this person, and when it counts from. */
@Pages('practitioner', 'practitioner/people/:id/told/done')
export class ToldDoneController {
  @Get()
  show(@ThisVisit() visit: Visit, @Param('id') id: string): Page | Redirect {
    const { t, language } = visit;
    const path = pathOf(id);
    const recorded = recordedOf(visit, id);
    if (!recorded) return new Redirect(`${path}/told`);
    const model = presentDone(t, recorded, language, path);
    return personPage(
      visit,
      id,
      { template: 'practitioner/told-done', title: t('practitioner.told.done.title'), model },
      {},
    );
  }
}
