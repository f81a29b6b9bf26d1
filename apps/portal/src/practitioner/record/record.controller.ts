import { CATEGORIES, type Category, isCategory, isPurpose, type Purpose } from '#libs/domain';
import { Get, Param } from '@nestjs/common';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { type AgencyNames, agencyNames, readAgencies } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import { restsOnDirectCare } from '../access/access.controller.js';
import { askAccess } from '../access/ask-access.js';
import { presentDenial } from '../access/present-denial.js';
import { categoriesFor, questionsFor, readAgreements } from '../agreements.js';
import { foundPerson } from '../person/found-people.js';
import { pathOf, personBar, quoted } from '../person/person-bar.js';
import { absentFromOne, absentFromWhole } from './absent.js';
import type { Absent } from './present-glance.js';
import { presentRecord } from './present-record.js';
import type { Seen } from './seen.js';

interface Looking {
  readonly id: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
}

interface Looked {
  readonly seen: Seen;
  readonly agencies: AgencyNames;
}

/** A person's records for a stated purpose, all kinds or one: each kind of each source is a disclosure of its own. */
@Pages('practitioner', 'practitioner/people/:id/for/:purpose')
export class RecordController {
  /** All that may be seen now. What may not is not asked for: that would be a look that was refused, in the person's history. */
  @Get('record')
  async whole(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Param('purpose') purpose: string,
  ): Promise<Page | Redirect> {
    const path = `${pathOf(id)}/for/${purpose}`;
    if (!isPurpose(purpose)) throw notFound();
    const agreements = await readAgreements(visit.broker);
    const named = categoriesFor(agreements, visit.person!.agency, purpose);
    const questions = named.flatMap((category) => questionsFor(agreements, visit.person!, purpose, category));
    const allowed = (await askAccess(visit, id, purpose, questions)).filter((one) => one.allowed);
    const categories = CATEGORIES.filter((category) => allowed.some((one) => one.category === category));
    if (categories.length === 0) return new Redirect(path);
    const looking = { id, purpose, categories };
    const absent = absentFromWhole(visit.t, path, { named, shown: categories });
    return this.page(visit, visit.t('practitioner.record.title'), looking, { ...(await look(visit, looking)), absent });
  }

  @Get(':category')
  async one(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Param('purpose') purpose: string,
    @Param('category') category: string,
  ): Promise<Page> {
    const path = `${pathOf(id)}/for/${purpose}`;
    if (!isPurpose(purpose) || !isCategory(category)) throw notFound();
    const looking = { id, purpose, categories: [category] };
    const looked = await look(visit, looking);
    if (looked.seen.decisions.every(({ outcome }) => outcome === 'deny')) return this.denied(visit, looking, category);
    const absent = absentFromOne(visit.t, path, category);
    return this.page(visit, word(visit.t, 'category', category), looking, { ...looked, absent });
  }

  private page(visit: Visit, title: string, looking: Looking, looked: Looked & { readonly absent: Absent }): Page {
    const { id, purpose, categories } = looking;
    const model = presentRecord(visit.t, {
      ...looked,
      ...{ categories, purpose, person: visit.person!, language: visit.language },
      found: foundPerson(visit, id),
      at: new Date().toISOString(),
    });
    return new Page('practitioner/record', title, { ...model, bar: personBar(visit, id) }, optionsOf(visit, looking));
  }

  /** In more words than the refusal itself carries: what is missing, and what would change it. */
  private async denied(visit: Visit, looking: Looking, category: Category): Promise<Page> {
    const { id, purpose } = looking;
    const agreements = await readAgreements(visit.broker);
    const questions = questionsFor(agreements, visit.person!, purpose, category);
    const advice = (await askAccess(visit, id, purpose, questions)).filter((one) => !one.allowed);
    const claim = restsOnDirectCare(agreements, purpose, category) ? `${pathOf(id)}/claim/${purpose}` : undefined;
    // Allowed since a moment ago: then looking again shows it.
    const denial =
      advice.length === 0
        ? { again: `${pathOf(id)}/for/${purpose}/${category}` }
        : presentDenial(visit.t, advice, claim);
    const title = visit.t('practitioner.denied.title', { category: word(visit.t, 'category', category) });
    return new Page('practitioner/denied', title, { denial, bar: personBar(visit, id) }, optionsOf(visit, looking));
  }
}

async function look({ broker }: Visit, { id, purpose, categories }: Looking): Promise<Looked> {
  const [seen, agencies] = await Promise.all([
    broker.get('/api/relay/v1/residents/{id}/records', { path: { id }, query: { purpose, category: categories } }),
    readAgencies(broker),
  ]);
  return { seen, agencies: agencyNames(agencies) };
}

const optionsOf = (visit: Visit, { id, purpose }: Looking): Page['options'] => ({
  section: '/practitioner',
  about: `${word(visit.t, 'purpose', purpose)}, ${quoted(visit, id)}`,
  back: `${pathOf(id)}/for/${purpose}`,
});
