import { Get, Param, Query } from '@nestjs/common';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { asOfNow } from '../show/cell.js';
import { mayLead } from '../show/officer-role.js';
import { pagination } from '../show/pages.js';
import { readWords } from '../show/words.js';
import { isAgreementId } from './agreement.js';
import {
  AGREEMENTS,
  presentDifference,
  presentParties,
  presentRegister,
  presentSignOffs,
  presentTerms,
  presentVersions,
  stateCell,
} from './present-agreement.js';

const API = '/api/policy/v1/agreements';
const AT_ONCE = 50;

/** What agencies have agreed: the register, and one agreement with everything that is known of it. */
@Pages('officer', AGREEMENTS)
export class AgreementsController {
  @Get()
  async list(@ThisVisit() visit: Visit, @Query() query: Record<string, unknown>): Promise<Page> {
    const { t, broker } = visit;
    const after = typeof query['after'] === 'string' ? query['after'] : undefined;
    const review = query['review'] === 'due' ? 'due' : undefined;
    const [{ items, next }, words] = await Promise.all([
      broker.get(API, { query: { limit: AT_ONCE, after, review } }),
      readWords(visit),
    ]);
    const model = {
      list: items.length === 0 ? undefined : presentRegister(items, words),
      empty: t(`officer.agreements.empty.${review ?? 'all'}`),
      asOfLines: asOfNow(visit, 'officer.agreements'),
      other:
        review === undefined
          ? { text: t('officer.agreements.onlyDue'), href: `${AGREEMENTS}?review=due` }
          : { text: t('officer.agreements.all'), href: AGREEMENTS },
      pagination: pagination(t, AGREEMENTS, { review, after }, next),
    };
    return new Page('officer/agreements', t('officer.agreements.title'), model, { section: AGREEMENTS });
  }

  @Get(':id')
  async show(@ThisVisit() visit: Visit, @Param('id') id: string, @Query('after') after: unknown): Promise<Page> {
    if (!isAgreementId(id)) throw notFound();
    const { t, broker } = visit;
    const from = typeof after === 'string' ? after : undefined;
    const [agreement, versions, words] = await Promise.all([
      broker.get(`${API}/{id}`, { path: { id } }),
      broker.get(`${API}/{id}/versions`, { path: { id }, query: { limit: AT_ONCE, after: from } }),
      readWords(visit),
    ]);
    const { proposal, state } = agreement;
    const model = {
      state: stateCell(t, state),
      terms: presentTerms(agreement, words),
      parties: presentParties(agreement, words),
      signOffs: presentSignOffs(agreement, words),
      proposal: proposal && {
        widens: proposal.widens.join(', '),
        terms: presentTerms(proposal.terms, words),
        signOffs: presentSignOffs(proposal, words),
      },
      versions: presentVersions(id, versions.items, words),
      pagination: pagination(t, `${AGREEMENTS}/${id}`, { after: from }, versions.next),
      step: mayLead(visit) ? stepFrom(state, id, visit) : undefined,
    };
    const title = t('officer.agreements.one', { id, title: agreement.title });
    return new Page('officer/agreement', title, model, { section: AGREEMENTS, back: AGREEMENTS });
  }

  /** What a version changed against the one before. */
  @Get(':id/versions/:version')
  async compare(@ThisVisit() visit: Visit, @Param('id') id: string, @Param('version') version: string): Promise<Page> {
    if (!isAgreementId(id) || !/^[1-9]\d{0,5}$/.test(version)) throw notFound();
    const { t, broker } = visit;
    const [difference, words] = await Promise.all([
      broker.get(`${API}/{id}/versions/{version}/difference`, { path: { id, version: Number(version) } }),
      readWords(visit),
    ]);
    const title = t('officer.agreements.difference.title', { id, from: difference.from, to: difference.to });
    const model = { list: presentDifference(difference, words) };
    const options = { section: AGREEMENTS, back: `${AGREEMENTS}/${id}` };
    return new Page('officer/agreement-difference', title, model, options);
  }
}

/** The emergency stop of this agreement, or its end. */
function stepFrom(state: string, id: string, { t }: Visit): { text: string; href: string } | undefined {
  if (state === 'suspended') return { text: t('officer.stops.resume.button'), href: `${AGREEMENTS}/${id}/resume` };
  if (state === 'live' || state === 'under-review') {
    return { text: t('officer.stops.agreement.button'), href: `${AGREEMENTS}/${id}/stop` };
  }
  return undefined;
}
