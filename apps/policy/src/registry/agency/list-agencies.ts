import { DEFAULT_PAGE, pageOf, type PageQuery } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf, type Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { And, DataSource, In, MoreThan, Not } from 'typeorm';
import { PolicyConfig } from '../../config.js';
import { nameAfter } from '../../doors/name-after.js';
import { AGENCY_CODE } from '../../doors/shapes.js';
import { unnamedFor } from '../../doors/unnamed-agencies.js';
import type { AgencyDto, AgencyPageDto } from './agency.dto.js';
import { AgencyRow } from './agency.row.js';
import { presentAgency } from './present-agency.js';

/** The agencies of the place: no secret to anybody who signs in, but for the discreet ones. */
@Injectable()
export class ListAgencies {
  constructor(
    private readonly source: DataSource,
    private readonly config: PolicyConfig,
  ) {}

  async list(by: Principal, { limit = DEFAULT_PAGE, after }: PageQuery): Promise<AgencyPageDto> {
    const from = nameAfter(after, AGENCY_CODE);
    const named = Not(In(this.unnamed(by)));
    const rows = await this.source.manager.find(AgencyRow, {
      where: { code: from === null ? named : And(named, MoreThan(from)) },
      order: { code: 'ASC' },
      take: limit + 1,
    });
    const page = pageOf(rows, limit, (row) => cursorOf(row.code), presentAgency);
    return { ...page, items: [...page.items] };
  }

  /** One that is not to be named and none at all are one answer. */
  async one(by: Principal, code: string): Promise<AgencyDto> {
    const row = await this.source.manager.findOneBy(AgencyRow, { code });
    if (!row || this.unnamed(by).includes(code)) throw new DomainError('agency-not-found', 'there is no such agency');
    return presentAgency(row);
  }

  private unnamed(by: Principal): string[] {
    return unnamedFor(by, this.config.DISCREET_AGENCIES);
  }
}
