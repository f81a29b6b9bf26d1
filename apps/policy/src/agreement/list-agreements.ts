import { DEFAULT_PAGE, pageOf, type PageQuery } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { nameAfter } from '../doors/name-after.js';
import { AGREEMENT_ID } from '../doors/shapes.js';
import { domainNow } from '../storage/clock.js';
import type { AgreementDto, AgreementPageDto } from './agreement-answer.dto.js';
import { AgreementPartyRow } from './agreement-party.row.js';
import { AgreementRow } from './agreement.row.js';
import { presentAgreement } from './present-agreement.js';

/** The agreements of the place, for whoever signs in: people are told who shares what about them, and why. */
@Injectable()
export class ListAgreements {
  constructor(private readonly source: DataSource) {}

  async run({ limit = DEFAULT_PAGE, after }: PageQuery): Promise<AgreementPageDto> {
    const from = nameAfter(after, AGREEMENT_ID);
    const rows = await this.source.manager.find(AgreementRow, {
      where: from === null ? {} : { id: MoreThan(from) },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    const shown = await this.present(rows);
    const page = pageOf(
      shown,
      limit,
      (agreement) => cursorOf(agreement.id),
      (agreement) => agreement,
    );
    return { ...page, items: [...page.items] };
  }

  async one(id: string): Promise<AgreementDto> {
    const [shown] = await this.present(await this.source.manager.findBy(AgreementRow, { id }));
    if (!shown) throw new DomainError('agreement-not-found', 'there is no such agreement');
    return shown;
  }

  private async present(rows: readonly AgreementRow[]): Promise<AgreementDto[]> {
    const { manager } = this.source;
    const parties = await manager.find(AgreementPartyRow, {
      where: { agreementId: In(rows.map((row) => row.id)) },
      order: { source: 'ASC', recipient: 'ASC' },
    });
    const now = await domainNow(manager);
    return rows.map((row) =>
      presentAgreement(
        row,
        parties.filter((party) => party.agreementId === row.id),
        now,
      ),
    );
  }
}
