import { readActionSearch, readResourceSearch, readSubjectSearch } from '#libs/contracts';
import { REQUEST_ACTIONS } from '#libs/domain';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import {
  ActionSearchDto,
  FoundActionsDto,
  FoundResourcesDto,
  FoundSubjectsDto,
  ResourceSearchDto,
  SubjectSearchDto,
} from './access-search.dto.js';
import { Candidates } from './candidates.js';
import { MOST_EXAMINED, SearchAccess, type Found } from './search-access.js';

/** AuthZEN 1.0, Search APIs. Advice like an evaluation: recorded, never to be kept, and no release. */
@Controller('access/v1/search')
export class AccessSearchController {
  constructor(
    private readonly searching: SearchAccess,
    private readonly candidates: Candidates,
  ) {}

  /** AuthZEN 1.0 subject search: who may. */
  @Post('subject')
  @HttpCode(200)
  @Allow('practitioner', 'officer', 'system')
  @ApiBody({ type: SubjectSearchDto })
  @ApiOkResponse({ type: FoundSubjectsDto })
  async subjects(@CurrentPrincipal() by: Principal, @Body() body: unknown): Promise<Found<object>> {
    const asked = readSubjectSearch(body);
    const { page, subject } = asked;
    const found = await this.candidates.subjects(by, subject, page.after, MOST_EXAMINED);
    const sought = found.map(({ name, id }) => {
      const result = { type: subject.type, id };
      return { name, result, question: { ...asked, subject: result } };
    });
    return this.searching.search(by, { kind: 'subject', page, sought });
  }

  /** AuthZEN 1.0 resource search: what they may see. */
  @Post('resource')
  @HttpCode(200)
  @Allow('practitioner', 'officer', 'system')
  @ApiBody({ type: ResourceSearchDto })
  @ApiOkResponse({ type: FoundResourcesDto })
  async resources(@CurrentPrincipal() by: Principal, @Body() body: unknown): Promise<Found<object>> {
    const asked = readResourceSearch(body);
    const { page, resource } = asked;
    const found = await this.candidates.resources(asked, page.after, MOST_EXAMINED);
    const resident = resource.properties?.['resident'];
    const sought = found.map(({ name, id, source }) => {
      const result = { type: resource.type, id, properties: { resident, source } };
      return { name, result, question: { ...asked, resource: result } };
    });
    return this.searching.search(by, { kind: 'resource', page, sought });
  }

  /** AuthZEN 1.0 action search: what they may do. */
  @Post('action')
  @HttpCode(200)
  @Allow('practitioner', 'officer', 'system')
  @ApiBody({ type: ActionSearchDto })
  @ApiOkResponse({ type: FoundActionsDto })
  async actions(@CurrentPrincipal() by: Principal, @Body() body: unknown): Promise<Found<object>> {
    const asked = readActionSearch(body);
    const { page } = asked;
    const names = [...REQUEST_ACTIONS].sort().filter((name) => page.after === null || name > page.after);
    const sought = names.map((name) => ({ name, result: { name }, question: { ...asked, action: { name } } }));
    return this.searching.search(by, { kind: 'action', page, sought });
  }
}
