import { isPurpose } from '#libs/domain';
import { Body, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../../api/api-problem.js';
import type { Fields } from '../../session/session.js';
import { type FieldError, Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { notFound } from '../../shell/refusals.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { word } from '../../words/words.js';
import { pathOf, personBar, quoted } from '../person/person-bar.js';
import { typed } from '../../shell/typed.js';
import { checkClaim, presentClaim } from './present-claim.js';

/** Says, alone and with a reason, that one works with a person whom nobody has recorded one as working with. */
@Pages('practitioner', 'practitioner/people/:id/claim/:purpose')
export class ClaimController {
  @Get()
  async show(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Param('purpose') purpose: string,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    return this.page(visit, [id, purpose], (await visit.typedBefore(request.url)) ?? {}, []);
  }

  @Post()
  async claim(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Param('purpose') purpose: string,
    @Body() fields: Fields,
  ): Promise<Page | Redirect> {
    const errors = checkClaim(fields, visit.t);
    if (errors.length > 0) return this.page(visit, [id, purpose], fields, errors);
    const claim = { resident: id, purpose, reason: typed(fields, 'reason'), words: typed(fields, 'words') };
    try {
      await visit.broker.post('/api/policy/v1/relationships/claims', {
        body: claim,
        ...(visit.formId === undefined ? {} : { idempotencyKey: visit.formId }),
      });
    } catch (error) {
      // Words with signs that no plain text has: the only part that our own check leaves open.
      if (!(error instanceof ApiProblem && error.status === 400)) throw error;
      return this.page(visit, [id, purpose], fields, [
        { field: 'words', text: visit.t('practitioner.claim.errors.signs') },
      ]);
    }
    return new Redirect(`${pathOf(id)}/for/${purpose}`);
  }

  private page(visit: Visit, of: readonly [string, string], fields: Fields, errors: readonly FieldError[]): Page {
    const [id, purpose] = of;
    const path = pathOf(id);
    if (!isPurpose(purpose)) throw notFound();
    return new Page(
      'practitioner/claim',
      visit.t('practitioner.claim.title'),
      { ...presentClaim(visit.t, fields, errors), bar: personBar(visit, id) },
      {
        section: '/practitioner',
        about: `${word(visit.t, 'purpose', purpose)}, ${quoted(visit, id)}`,
        back: `${path}/for/${purpose}`,
        status: errors.length > 0 ? 422 : 200,
      },
    );
  }
}
