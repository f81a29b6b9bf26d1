import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiProblem } from '#libs/client';
import type { Fields } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { mayApprove, requireRight } from '../show/officer-role.js';
import { isBundleHash, nameOfBundle, type BundleWithFiles } from './bundle.js';
import { readDifference } from './policies.controller.js';
import { POLICIES, presentBundleDifference } from './present-policy.js';
import { readBundles } from './read-bundles.js';
import { RuleBooks } from './rule-books.js';

type Refused = NonNullable<ReturnType<typeof refusalOf>>;

/** Puts rules in force: the second person's act, with what would change before their eyes. */
@Pages('officer', `${POLICIES}/:hash/approve`)
export class ApproveController {
  constructor(@Inject(RuleBooks) private readonly books: RuleBooks) {}

  @Get()
  async ask(@ThisVisit() visit: Visit, @Param('hash') hash: string): Promise<Page> {
    requireRight(mayApprove, visit);
    return this.draw(visit, hash);
  }

  @Post()
  async approve(
    @ThisVisit() visit: Visit,
    @Param('hash') hash: string,
    @Body() typed: Fields,
  ): Promise<Page | Redirect> {
    requireRight(mayApprove, visit);
    if (!isBundleHash(hash)) throw notFound();
    const dropping = [typed['dropping'] ?? []].flat();
    try {
      await visit.broker.post('/api/policy/v1/bundles/{hash}/activate', {
        path: { hash },
        body: dropping.length === 0 ? {} : { dropping },
        header: visit.once,
      });
    } catch (error) {
      const refused = error instanceof ApiProblem ? refusalOf(error, visit) : undefined;
      if (!refused) throw error;
      return this.draw(visit, hash, refused);
    }
    return new Redirect(`${POLICIES}/${hash}`);
  }

  private async draw(visit: Visit, hash: string, refused?: Refused): Promise<Page> {
    if (!isBundleHash(hash)) throw notFound();
    const { t } = visit;
    const [{ told }, difference] = await Promise.all([this.books.of(visit.broker, hash), readDifference(visit, hash)]);
    const model = {
      inVain: refused ? undefined : await inVain(told, visit),
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

/** Why the form could do nothing, said before it is sent: in place of it. */
async function inVain({ author, state, stopped, inForce }: BundleWithFiles, visit: Visit): Promise<string | undefined> {
  const say = (key: string): string => visit.t(`officer.policies.approve.${key}`);
  if (author === visit.person?.id) return say('own');
  if (stopped !== null) return say('refused.bundle-stopped');
  if (state === 'draft') return say('refused.bundle-not-checked');
  if (state === 'failed') return say('refused.bundle-check-failed');
  // Put in force again, they call off what is to come in their place.
  const isToStay = inForce && !(await readBundles(visit.broker)).some((one) => one.state === 'approved');
  return isToStay ? say('refused.state-unchanged') : undefined;
}

/** A refusal that has words of its own; every other one is the shared page. */
function refusalOf({ status, document: { code = '', errors = [] } }: ApiProblem, { t }: Visit) {
  if (!t.knows(`officer.policies.approve.refused.${code}`)) return undefined;
  // Promises of the rules in force that these would not keep; each may be given up on purpose.
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
