import { type Category, isCategory, isPurpose, type Purpose } from '#libs/domain';
import { Get, Param, Query } from '@nestjs/common';
import type { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { agencyNames, readAgencies } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import { type Agreement, categoriesFor, questionsFor, readAgreements } from '../agreements.js';
import { pathOf, personPage } from '../person/person-bar.js';
import { askAccess } from './ask-access.js';
import { presentAccess } from './present-access.js';

/** What I may see of a person for one purpose, and why not. */
@Pages('practitioner', 'practitioner/people/:id/for/:purpose')
export class AccessController {
  @Get()
  async show(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Param('purpose') purpose: string,
    @Query('also') asked: string | undefined,
  ): Promise<Page> {
    const path = pathOf(id);
    // Nothing chosen asks nothing.
    const also = asked === '' ? undefined : asked;
    if (!isPurpose(purpose) || (also !== undefined && !isCategory(also))) throw notFound();
    const [agreements, agencies] = await Promise.all([readAgreements(visit.broker), readAgencies(visit.broker)]);
    const named = categoriesFor(agreements, visit.person!.agency, purpose);
    const categories = also === undefined || named.includes(also) ? named : [...named, also];
    const questions = categories.flatMap((category) => questionsFor(agreements, visit.person!, purpose, category));
    const model = presentAccess(visit.t, {
      path,
      purpose,
      advice: await askAccess(visit, id, purpose, questions),
      agencies: agencyNames(agencies),
      claimable: (category) => restsOnDirectCare(agreements, purpose, category),
    });
    const title = visit.t('practitioner.access.title', { purpose: word(visit.t, 'purpose', purpose) });
    return personPage(visit, id, { template: 'practitioner/access', title, model }, { back: path });
  }
}

/** A practitioner's own word about a relationship counts for direct care and nothing else (policies/direct-care.cedar). */
export const restsOnDirectCare = (agreements: readonly Agreement[], purpose: Purpose, category: Category): boolean =>
  agreements.some((one) => one.mode === 'DIRECT_CARE' && one.purpose === purpose && one.categories.includes(category));
