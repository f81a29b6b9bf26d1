import { isPurpose } from '#libs/domain';
import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { Fields } from '../../session/session.js';
import { type FieldError, type Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { purposesFor, readAgreements } from '../agreements.js';
import { typed } from '../../shell/typed.js';
import { pathOf, personPage } from './person-bar.js';
import { presentPerson } from './present-person.js';
import { WaysOn } from './ways-on.js';

/** A person who was found: why are you looking? It asks no API about them, and so is alike for everybody and nobody. */
@Pages('practitioner', 'practitioner/people/:id')
export class PersonController {
  constructor(private readonly ways: WaysOn) {}

  @Get()
  show(@ThisVisit() visit: Visit, @Param('id') id: string, @Query('reasons') reasons?: string): Promise<Page> {
    return this.page(visit, id, reasons === 'all', []);
  }

  @Post()
  async choose(
    @ThisVisit() visit: Visit,
    @Param('id') id: string,
    @Query('reasons') reasons: string | undefined,
    @Body() fields: Fields,
  ): Promise<Page | Redirect> {
    const purpose = typed(fields, 'purpose');
    if (isPurpose(purpose)) return new Redirect(`${pathOf(id)}/for/${purpose}`);
    const text = visit.t('practitioner.person.why.error');
    return this.page(visit, id, reasons === 'all', [{ field: 'purpose', text }]);
  }

  private async page(visit: Visit, id: string, all: boolean, errors: readonly FieldError[]): Promise<Page> {
    const path = pathOf(id);
    const own = purposesFor(await readAgreements(visit.broker), visit.person!);
    const model = presentPerson(visit.t, { path, own, all, chosen: '', errors, ways: this.ways.names });
    const shown = { template: 'practitioner/person', title: visit.t('practitioner.person.title'), model };
    return personPage(visit, id, shown, { back: '/practitioner', status: errors.length > 0 ? 422 : 200 });
  }
}
