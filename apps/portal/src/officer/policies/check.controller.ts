import { Param, Post } from '@nestjs/common';
import { ApiProblem } from '#libs/client';
import { Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { mayApprove, requireRight } from '../show/officer-role.js';
import { isBundleHash } from './bundle.js';
import { POLICIES } from './present-policy.js';

/** "Check it": runs a bundle's tests and proofs. */
@Pages('officer', POLICIES)
export class CheckController {
  @Post(':hash/check')
  async check(@ThisVisit() visit: Visit, @Param('hash') hash: string): Promise<Redirect> {
    requireRight(mayApprove, visit);
    if (!isBundleHash(hash)) throw notFound();
    return checkBundle(visit, hash, visit.formId!);
  }
}

/** On to the report; to the bundle, where checking took too long and may be tried again. */
export async function checkBundle({ broker }: Visit, hash: string, idempotencyKey: string): Promise<Redirect> {
  try {
    const header = { 'Idempotency-Key': idempotencyKey };
    await broker.post('/api/policy/v1/bundles/{hash}/check', { path: { hash }, header });
    return new Redirect(`${POLICIES}/${hash}/report`);
  } catch (error) {
    if (error instanceof ApiProblem && error.status >= 500) return new Redirect(`${POLICIES}/${hash}`);
    throw error;
  }
}
