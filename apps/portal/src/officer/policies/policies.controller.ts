import { Get, Inject, Param } from '@nestjs/common';
import { ApiProblem } from '#libs/client';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { asOfNow } from '../show/cell.js';
import { daysAfter, londonDayOf } from '#libs/calendar';
import { mayApprove, mayLead, mayWriteRules } from '../show/officer-role.js';
import { isBundleHash, nameOfBundle, type BundleDifference } from './bundle.js';
import {
  POLICIES,
  presentBundleDifference,
  presentBundleFacts,
  presentBundles,
  presentReport,
  presentRules,
  type Reader,
} from './present-policy.js';
import { presentPeriod } from './present-replay.js';
import { hasEarlier, readBundles } from './read-bundles.js';
import { RuleBooks } from './rule-books.js';

const REPLAYED_DAYS = 30;

export const readerOf = ({ t, language, person }: Visit): Reader => ({ t, language, own: person?.id });

/** The rules: those in force, those on their way, those of before; and everything that is known of one bundle. */
@Pages('officer', POLICIES)
export class PoliciesController {
  constructor(@Inject(RuleBooks) private readonly books: RuleBooks) {}

  @Get()
  async list(@ThisVisit() visit: Visit): Promise<Page> {
    const { t, broker } = visit;
    const bundles = await readBundles(broker);
    const inForce = bundles.find((bundle) => bundle.inForce);
    const files = inForce && mayWriteRules(visit) ? (await this.books.of(broker, inForce.hash)).told.files : [];
    const model = {
      inForce: inForce && {
        name: nameOfBundle(inForce),
        href: `${POLICIES}/${inForce.hash}`,
        facts: presentBundleFacts(inForce, readerOf(visit)),
      },
      ...presentBundles(bundles, readerOf(visit)),
      draftFrom: files.map(({ name }) => ({
        text: t('officer.policies.changeFile', { file: name }),
        href: `${POLICIES}/new?file=${encodeURIComponent(name)}`,
      })),
      rollBack: mayLead(visit) && hasEarlier(bundles) ? `${POLICIES}/rollback` : undefined,
      asOfLines: asOfNow(visit, 'officer.policies'),
    };
    return new Page('officer/policies', t('officer.policies.title'), model, { section: POLICIES });
  }

  @Get(':hash')
  async show(@ThisVisit() visit: Visit, @Param('hash') hash: string): Promise<Page> {
    if (!isBundleHash(hash)) throw notFound();
    const { t, broker } = visit;
    const book = await this.books.of(broker, hash);
    const { told } = book;
    const today = londonDayOf(new Date());
    const own = told.author === visit.person?.id;
    const model = {
      facts: presentBundleFacts(told, readerOf(visit)),
      files: presentRules(book, t),
      report: told.checkedAt === null ? undefined : `${POLICIES}/${hash}/report`,
      difference: told.inForce ? undefined : `${POLICIES}/${hash}/difference`,
      check: mayApprove(visit) ? `${POLICIES}/${hash}/check` : undefined,
      approve: approvalOf(told.state, hash, visit, own),
      replay: mayApprove(visit)
        ? presentPeriod({ hash, from: daysAfter(today, 1 - REPLAYED_DAYS), until: today, errors: [] }, t)
        : undefined,
      change: mayWriteRules(visit)
        ? told.files.map(({ name }) => ({
            text: t('officer.policies.changeFile', { file: name }),
            href: `${POLICIES}/new?file=${encodeURIComponent(name)}&from=${hash}`,
          }))
        : [],
    };
    const title = t('officer.policies.one', { name: nameOfBundle(told) });
    return new Page('officer/policy', title, model, { section: POLICIES, back: POLICIES });
  }

  @Get(':hash/report')
  async report(@ThisVisit() visit: Visit, @Param('hash') hash: string): Promise<Page> {
    if (!isBundleHash(hash)) throw notFound();
    const { t, broker } = visit;
    const [report, { told }] = await Promise.all([
      broker.get('/api/policy/v1/bundles/{hash}/report', { path: { hash } }),
      this.books.of(broker, hash),
    ]);
    const title = t('officer.policies.report.title', { name: nameOfBundle(told) });
    const options = { section: POLICIES, back: `${POLICIES}/${hash}` };
    return new Page('officer/policy-report', title, presentReport(report, readerOf(visit)), options);
  }

  /** Against the rules in force. Takes seconds. */
  @Get(':hash/difference')
  async difference(@ThisVisit() visit: Visit, @Param('hash') hash: string): Promise<Page> {
    if (!isBundleHash(hash)) throw notFound();
    const { t, broker } = visit;
    const [difference, { told }] = await Promise.all([readDifference(visit, hash), this.books.of(broker, hash)]);
    const title = t('officer.policies.difference.title', { name: nameOfBundle(told) });
    const model = difference && presentBundleDifference(difference, t);
    const options = { section: POLICIES, back: `${POLICIES}/${hash}` };
    return new Page('officer/policy-difference', title, { difference: model }, options);
  }
}

/** Undefined where nothing is in force to compare with. */
export async function readDifference({ broker }: Visit, hash: string): Promise<BundleDifference | undefined> {
  try {
    return await broker.get('/api/policy/v1/bundles/{hash}/difference', { path: { hash } });
  } catch (error) {
    if (error instanceof ApiProblem && (error.status === 404 || error.status === 409)) return undefined;
    throw error;
  }
}

/** Only what passed its check may be put in force, and only by somebody else than its author. */
function approvalOf(state: string, hash: string, visit: Visit, own: boolean) {
  if (state !== 'checked' && state !== 'past') return undefined;
  if (own) return { own: visit.t('officer.policies.approve.own') };
  return mayApprove(visit) ? { href: `${POLICIES}/${hash}/approve` } : undefined;
}
