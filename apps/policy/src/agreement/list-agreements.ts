import { DEFAULT_PAGE, pageOf } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf, type Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, In, LessThanOrEqual, MoreThan } from 'typeorm';
import { PolicyConfig } from '../config.js';
import { nameAfter } from '../doors/name-after.js';
import { AGREEMENT_ID } from '../doors/shapes.js';
import { domainNow } from '../storage/clock.js';
import type { AgreementDto, AgreementPageDto } from './agreement-answer.dto.js';
import { AgreementPartyRow } from './agreement-party.row.js';
import { AgreementProposalRow } from './agreement-proposal.row.js';
import type { AgreementQuery } from './agreement-query.dto.js';
import { termsOf } from './agreement-terms.js';
import { AgreementRow } from './agreement.row.js';
import { presentAgreement, presentProposal } from './present-agreement.js';

const DAY_MS = 86_400_000;

/** The agreements of the place, for whoever signs in: people are told who shares what about them, and why. */
@Injectable()
export class ListAgreements {
  constructor(
    private readonly source: DataSource,
    private readonly config: PolicyConfig,
  ) {}

  async run({ limit = DEFAULT_PAGE, after, review }: AgreementQuery): Promise<AgreementPageDto> {
    const from = nameAfter(after, AGREEMENT_ID);
    const rows = await this.source.manager.find(AgreementRow, {
      where: { ...(from === null ? {} : { id: MoreThan(from) }), ...(review ? await this.due() : {}) },
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

  /** What is proposed is the officers' business until it counts. */
  async one(by: Principal, id: string): Promise<AgreementDto> {
    const { manager } = this.source;
    const row = await manager.findOneBy(AgreementRow, { id });
    if (!row) throw new DomainError('agreement-not-found', 'there is no such agreement');
    const parties = await manager.findBy(AgreementPartyRow, { agreementId: id });
    const proposal = by.kind === 'officer' ? await manager.findOneBy(AgreementProposalRow, { agreementId: id }) : null;
    const shown = presentAgreement(row, parties, await domainNow(manager));
    return proposal ? { ...shown, proposal: presentProposal(termsOf(row, parties), proposal) } : shown;
  }

  private async due(): Promise<FindOptionsWhere<AgreementRow>> {
    const now = await domainNow(this.source.manager);
    const soon = new Date(now.getTime() + this.config.REVIEW_NOTICE_DAYS * DAY_MS);
    return { state: In(['live', 'under-review']), reviewAt: LessThanOrEqual(soon) };
  }

  private async present(rows: readonly AgreementRow[]): Promise<AgreementDto[]> {
    const { manager } = this.source;
    const parties = await manager.findBy(AgreementPartyRow, { agreementId: In(rows.map((row) => row.id)) });
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
