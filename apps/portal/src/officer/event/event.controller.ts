import { isOtherRight } from '#libs/domain';
import { Get, Inject, Param } from '@nestjs/common';
import { ApiProblem } from '#libs/client';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { asOfficerReads } from '../explorer/entry-line.js';
import { ENTRIES } from '../explorer/present-entries.js';
import { RuleBooks, type RuleBook } from '../policies/rule-books.js';
import { readWords } from '../show/words.js';
import { isUuid } from '../../shell/is-uuid.js';
import { bundleOf, decisionIn, explainEntry } from './explain-entry.js';
import { presentDecision, presentDetail, presentFacts, titleOf } from './present-event.js';

/** One event: what was decided, by which rule, from which facts, and where it stands in the log. */
@Pages('officer', ENTRIES)
export class EventController {
  constructor(@Inject(RuleBooks) private readonly books: RuleBooks) {}

  @Get(':id')
  async show(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    if (!isUuid(id)) throw notFound();
    const { broker, language } = visit;
    const [entry, words] = await Promise.all([
      broker.get('/api/audit/v1/entries/{id}', { path: { id } }).then(asOfficerReads),
      readWords(visit),
    ]);
    const sealed = decisionIn(entry.detail);
    const bundle = sealed && isOtherRight(sealed.decision.rule) ? undefined : bundleOf(sealed);
    const book = bundle === undefined ? undefined : await this.bookOf(visit, bundle);
    const explained = sealed && explainEntry(sealed, book, language);
    const model = {
      facts: presentFacts(entry, words),
      decision: entry.rule === null ? undefined : presentDecision(explained, { entry, bundle }, words),
      detail: presentDetail(entry, words),
      proof: `/officer/integrity?entry=${entry.id}`,
    };
    return new Page('officer/event', titleOf(entry, words), model, {
      section: ENTRIES,
      about: id.slice(0, 8),
      back: ENTRIES,
    });
  }

  /** Rules that are gone take nothing from the event: it is shown without their words. */
  private async bookOf({ broker }: Visit, hash: string): Promise<RuleBook | undefined> {
    try {
      return await this.books.of(broker, hash);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return undefined;
      throw error;
    }
  }
}
