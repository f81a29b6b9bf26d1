import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiProblem } from '../../api/api-problem.js';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound, notTheirs } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { mayApprove } from '../show/officer-role.js';
import { isBundleHash, nameOfBundle, type BundleWithFiles } from './bundle.js';
import { readDifference } from './policies.controller.js';
import { POLICIES, presentBundleDifference } from './present-policy.js';
import { RuleBooks } from './rule-books.js';

/** Refusals that have words of their own; every other one is the shared page. */
const REFUSALS = [
  'second-person-needed',
  'bundle-not-checked',
  'bundle-check-failed',
  'bundle-check-stale',
  'bundle-stopped',
  'invariants-lost',
  'state-unchanged',
];

interface Refused {
  readonly status: number;
  readonly code: string;
  /** Promises of the rules in force that these would not keep; each may be given up on purpose. */
  readonly lost: readonly { readonly id: string; readonly says: string }[];
}

/** Puts rules in force: the second person's act, with what would change before their eyes. */
@Pages('officer', `${POLICIES}/:hash/approve`)
export class ApproveController {
  constructor(@Inject(RuleBooks) private readonly books: RuleBooks) {}

  @Get()
  async ask(@ThisVisit() visit: Visit, @Param('hash') hash: string): Promise<Page> {
    return this.draw(visit, hash);
  }

  @Post()
  async approve(
    @ThisVisit() visit: Visit,
    @Param('hash') hash: string,
    @Body() typed: Fields,
  ): Promise<Page | Redirect> {
    if (!isBundleHash(hash)) throw notFound();
    const dropping = [typed['dropping'] ?? []].flat();
    try {
      await visit.broker.post(`/api/policy/v1/bundles/${hash}/activate`, {
        body: dropping.length === 0 ? {} : { dropping },
        idempotencyKey: visit.formId!,
      });
    } catch (error) {
      const refused = error instanceof ApiProblem ? refusalOf(error) : undefined;
      if (!refused) throw error;
      return this.draw(visit, hash, refused);
    }
    return new Redirect(`${POLICIES}/${hash}`);
  }

  private async draw(visit: Visit, hash: string, refused?: Refused): Promise<Page> {
    if (!isBundleHash(hash)) throw notFound();
    if (!mayApprove(visit)) throw notTheirs();
    const { t, person } = visit;
    const [{ told }, difference] = await Promise.all([this.books.of(visit.broker, hash), readDifference(visit, hash)]);
    const own = told.author === person?.id;
    const model = {
      own: own ? t('officer.policies.approve.own') : undefined,
      difference: difference && presentBundleDifference(difference, t),
      ...presentRefusal(refused, visit),
      cancel: `${POLICIES}/${hash}`,
    };
    return new Page('officer/policy-approve', titleFor(told, visit), model, {
      section: POLICIES,
      back: `${POLICIES}/${hash}`,
      status: refused?.status ?? 200,
    });
  }
}

function refusalOf({ status, document: { code, errors = [] } }: ApiProblem): Refused | undefined {
  if (code === undefined || !REFUSALS.includes(code)) return undefined;
  const lost = code === 'invariants-lost' ? errors.map(({ rule, detail }) => ({ id: rule, says: detail })) : [];
  return { status, code, lost };
}

/** What was refused as an error summary, and each promise that could be given up as a box that nobody has ticked yet. */
function presentRefusal(refused: Refused | undefined, { t }: Visit) {
  if (!refused) return {};
  const text = t(`officer.policies.approve.refused.${refused.code}`);
  const lost = refused.lost.length > 0;
  return {
    errors: { titleText: t('shell.errorSummary'), errorList: [{ text, href: lost ? '#dropping' : '#approve' }] },
    dropping: lost
      ? {
          idPrefix: 'dropping',
          name: 'dropping',
          fieldset: { legend: { text: t('officer.policies.approve.dropping'), classes: 'govuk-fieldset__legend--s' } },
          items: refused.lost.map(({ id, says }) => ({ value: id, text: id, hint: { text: says } })),
        }
      : undefined,
  };
}

const titleFor = (told: BundleWithFiles, { t }: Visit): string =>
  t('officer.policies.approve.title', { name: nameOfBundle(told) });
