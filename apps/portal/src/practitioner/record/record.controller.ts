import { isCategory, isPurpose } from '#libs/domain';
import { Get, Param } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { agencyNames, readAgencies } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import { restsOnDirectCare } from '../access/access.controller.js';
import { askAccess } from '../access/ask-access.js';
import { presentDenial } from '../access/present-denial.js';
import { questionsFor, readAgreements } from '../agreements.js';
import { pathOf, personBar, quoted } from '../person/person-bar.js';
import { presentRecord } from './present-record.js';
import type { Seen } from './seen.js';

/** One part of a person's records, for a stated purpose: each showing is a disclosure of its own. */
@Pages('practitioner', 'practitioner/people/:id/for/:purpose/:category')
export class RecordController {
  @Get()
  async show(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Param('purpose') purpose: string,
    @Param('category') category: string,
  ): Promise<Page> {
    const path = pathOf(id);
    if (!isPurpose(purpose) || !isCategory(category)) throw notFound();
    const [seen, agencies] = await Promise.all([
      visit.broker.get<Seen>(`/api/relay/v1/residents/${id}/records`, { purpose, category }),
      readAgencies(visit.broker),
    ]);
    const about = `${word(visit.t, 'purpose', purpose)}, ${quoted(visit, id)}`;
    const options = { section: '/practitioner', about, back: `${path}/for/${purpose}` };
    const bar = personBar(visit, id);
    if (seen.decisions.every(({ outcome }) => outcome === 'deny')) {
      const denial = await this.denial(visit, id, purpose, category);
      const title = visit.t('practitioner.denied.title', { category: word(visit.t, 'category', category) });
      return new Page('practitioner/denied', title, { denial, bar }, options);
    }
    const model = presentRecord(visit.t, {
      ...{ seen, category, purpose, person: visit.person!, language: visit.language },
      agencies: agencyNames(agencies),
      at: new Date().toISOString(),
    });
    return new Page('practitioner/record', word(visit.t, 'category', category), { ...model, bar }, options);
  }

  /** In more words than the refusal itself carries: what is missing, and what would change it. */
  private async denial(visit: Visit, id: string, purpose: string, category: string): Promise<object> {
    const agreements = await readAgreements(visit.broker);
    const questions = questionsFor(agreements, visit.person!, purpose, category);
    const denied = (await askAccess(visit, id, purpose, questions)).filter((one) => !one.allowed);
    // Allowed since a moment ago: then looking again shows it.
    if (denied.length === 0) return { again: `${pathOf(id)}/for/${purpose}/${category}` };
    const claim = restsOnDirectCare(agreements, purpose, category) ? `${pathOf(id)}/claim/${purpose}` : undefined;
    return presentDenial(visit.t, denied, claim);
  }
}
