import { DEFAULT_PAGE, pageOf, type PageQuery } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { nameAfter } from '../doors/name-after.js';
import { AGENCY_CODE } from '../doors/shapes.js';
import type { AgencyDto, AgencyPageDto } from './agency.dto.js';
import { AgencyRow } from './agency.row.js';
import { presentAgency } from './present-agency.js';

/** The agencies of the place, which is no secret to anybody who signs in. */
@Injectable()
export class ListAgencies {
  constructor(private readonly source: DataSource) {}

  async run({ limit = DEFAULT_PAGE, after }: PageQuery): Promise<AgencyPageDto> {
    const from = nameAfter(after, AGENCY_CODE);
    const rows = await this.source.manager.find(AgencyRow, {
      where: from === null ? {} : { code: MoreThan(from) },
      order: { code: 'ASC' },
      take: limit + 1,
    });
    const page = pageOf(rows, limit, (row) => cursorOf(row.code), presentAgency);
    return { ...page, items: [...page.items] };
  }

  async one(code: string): Promise<AgencyDto> {
    const row = await this.source.manager.findOneBy(AgencyRow, { code });
    if (!row) throw new DomainError('agency-not-found', 'there is no such agency');
    return presentAgency(row);
  }
}
