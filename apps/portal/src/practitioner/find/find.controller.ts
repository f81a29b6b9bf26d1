import { Body, Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '#libs/client';
import type { Fields } from '../../session/session.js';
import { type FieldError, Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { readAgencies } from '../../words/agency-names.js';
import { keepFound } from '../person/found-people.js';
import { pathOf, SEARCH } from '../person/person-bar.js';
import { checkSearch, ONE_OF, type Search } from './check-search.js';
import { presentFind, presentNoMatch } from './present-find.js';

const SECTION = '/practitioner';
/** Sectors whose agencies may hold the NHS number. */
const NHS_NUMBER_SECTORS = ['health', 'social-care'];

/** Finds a person, exactly or not at all. What is searched for stands in the form's body, never in an address. */
@Pages('practitioner', 'practitioner')
export class FindController {
  @Get()
  async show(
    @ThisVisit() visit: Visit,
    @Req() request: FastifyRequest,
    @Query('again') again: string | undefined,
  ): Promise<Page> {
    const before = await visit.typedBefore(request.url);
    return this.form(visit, before ?? (again === undefined ? {} : visit.answers(SEARCH)), []);
  }

  @Post()
  async find(@ThisVisit() visit: Visit, @Body() fields: Fields): Promise<Page | Redirect> {
    const { search, errors } = checkSearch(fields, visit.t);
    if (errors.length > 0) return this.form(visit, fields, errors);
    let found: string | undefined;
    try {
      found = await this.lookUp(visit, search);
    } catch (error) {
      return this.form(visit, fields, refusedFields(error, visit));
    }
    const { _form: _token, ...kept } = fields;
    await visit.keep(SEARCH, kept);
    if (found !== undefined) {
      await keepFound(visit, found, { nhsNumber: undefined, ...search });
      return new Redirect(pathOf(found));
    }
    const options = { section: SECTION, back: '/practitioner?again=yes' };
    return new Page('practitioner/no-match', visit.t('practitioner.noMatch.title'), presentNoMatch(visit.t), options);
  }

  private async lookUp({ broker }: Visit, search: Search): Promise<string | undefined> {
    const { resident } = await broker.post('/api/consent/v1/residents/lookup', { body: search });
    return resident?.id;
  }

  private async form(visit: Visit, fields: Fields, errors: readonly FieldError[]): Promise<Page> {
    const own = (await readAgencies(visit.broker)).find(({ code }) => code === visit.person?.agency);
    const asksNhsNumber = NHS_NUMBER_SECTORS.includes(own?.sector ?? '');
    return new Page(
      'practitioner/find',
      visit.t('practitioner.find.title'),
      presentFind(visit.t, { fields, errors, asksNhsNumber }),
      { section: SECTION, status: errors.length > 0 ? 422 : 200 },
    );
  }
}

/** Of a refused search: the fields that the API named. @throws what it is, when it is about something else */
function refusedFields(error: unknown, { t }: Visit): FieldError[] {
  if (!(error instanceof ApiProblem)) throw error;
  const { code, errors = [] } = error.document;
  if (code === 'nhs-number-not-permitted') {
    return [{ field: 'postcode', text: t('practitioner.find.errors.nhsNumberNotYours') }];
  }
  const named = errors.map(({ field }) => field);
  const fields = (['familyName', 'birthDate', ...ONE_OF] as const).filter((name) => named.includes(name));
  if (fields.length === 0) throw error;
  return fields.map((name) => ({
    field: name === 'birthDate' ? 'birthDate-day' : name,
    text: t(`practitioner.find.errors.${name}`),
  }));
}
