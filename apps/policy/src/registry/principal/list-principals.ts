import { DEFAULT_PAGE, pageOf } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf, type Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { nameAfter } from '../../doors/name-after.js';
import { UUID } from '../../doors/shapes.js';
import { presentPrincipal, presentPrincipalTo } from './present-principal.js';
import type { OwnPrincipalDto, PrincipalDto, PrincipalPageDto, PrincipalQuery } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

/** An agency's principals, for its own officers; an information governance lead sees other agencies' too, without sign-ins. */
@Injectable()
export class ListPrincipals {
  constructor(private readonly source: DataSource) {}

  async list(
    by: Principal,
    { agency = by.agency!, limit = DEFAULT_PAGE, after }: PrincipalQuery,
  ): Promise<PrincipalPageDto> {
    if (!mayLook(by, agency)) throw new DomainError('other-agency', 'officers see the principals of their own agency');
    const from = nameAfter(after, UUID);
    const rows = await this.source.manager.find(PrincipalRow, {
      where: { agency, ...(from === null ? {} : { id: MoreThan(from) }) },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    const page = pageOf(
      rows,
      limit,
      (row) => cursorOf(row.id),
      (row) => presentPrincipalTo(by, row),
    );
    return { ...page, items: [...page.items] };
  }

  async one(by: Principal, id: string): Promise<PrincipalDto> {
    const row = await this.source.manager.findOneBy(PrincipalRow, { id });
    if (!row || !mayLook(by, row.agency))
      throw new DomainError('principal-not-found', 'there is nobody here whom you may see');
    return presentPrincipalTo(by, row);
  }

  async oneself(by: Principal): Promise<OwnPrincipalDto> {
    if (by.kind === 'resident') return { kind: by.kind };
    const row = await this.source.manager.findOneByOrFail(PrincipalRow, { id: by.id });
    const { askedRoles: _forOthers, ...own } = presentPrincipal(row);
    return { ...own, roles: own.roles.filter((role) => by.roles.includes(role)) };
  }
}

const mayLook = (by: Principal, agency: string): boolean => by.agency === agency || by.roles.includes('ig-lead');
