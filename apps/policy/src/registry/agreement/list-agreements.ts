import { DEFAULT_PAGE, pageOf } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf, type Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { And, DataSource, type FindOptionsWhere, In, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { rowsOf } from '#libs/persistence';
import { PolicyConfig } from '../../config.js';
import { nameAfter } from '../../doors/name-after.js';
import { AGREEMENT_ID } from '../../doors/shapes.js';
import { unnamedFor } from '../../doors/unnamed-agencies.js';
import { domainNow } from '../../storage/clock.js';
import type { AgreementDto, AgreementPageDto } from './agreement-answer.dto.js';
import { AgreementPartyRow } from './agreement-party.row.js';
import { AgreementProposalRow } from './agreement-proposal.row.js';
import type { AgreementQuery } from './agreement-query.dto.js';
import { termsOf } from './agreement-terms.js';
import { AgreementRow } from './agreement.row.js';
import { presentAgreement, presentProposal } from './present-agreement.js';

const DAY_MS = 86_400_000;

/** Agreements of which nothing is left without these agencies. */
const UNNAMED = `SELECT p.agreement_id AS id FROM policy.agreement_party p GROUP BY p.agreement_id
  HAVING bool_and(ARRAY[p.source, p.recipient] && $1::text[])`;

/**
 * The agreements of the place, for whoever signs in: people are told who shares what about them, and why. Discreet agencies
 * stand in none of them (domain 1.15).
 */
@Injectable()
export class ListAgreements {
  constructor(
    private readonly source: DataSource,
    private readonly config: PolicyConfig,
  ) {}

  async list(by: Principal, { limit = DEFAULT_PAGE, after, review }: AgreementQuery): Promise<AgreementPageDto> {
    const from = nameAfter(after, AGREEMENT_ID);
    const unnamed = this.unnamed(by);
    const shownAtAll = Not(In(await this.unnameable(unnamed)));
    const rows = await this.source.manager.find(AgreementRow, {
      where: {
        id: from === null ? shownAtAll : And(shownAtAll, MoreThan(from)),
        ...(review ? await this.due() : {}),
      },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    const shown = await this.present(rows, unnamed);
    const page = pageOf(
      shown,
      limit,
      (agreement) => cursorOf(agreement.id),
      (agreement) => agreement,
    );
    return { ...page, items: [...page.items] };
  }

  /** What is proposed is the officers' business until it counts. One that is not to be named and none are one answer. */
  async one(by: Principal, id: string): Promise<AgreementDto> {
    const { manager } = this.source;
    const row = await manager.findOneBy(AgreementRow, { id });
    const unnamed = this.unnamed(by);
    if (!row || (await this.unnameable(unnamed)).includes(id))
      throw new DomainError('agreement-not-found', 'there is no such agreement');
    const parties = await manager.findBy(AgreementPartyRow, { agreementId: id });
    const proposal = by.kind === 'officer' ? await manager.findOneBy(AgreementProposalRow, { agreementId: id }) : null;
    const shown = withoutNaming(presentAgreement(row, parties, await domainNow(manager)), unnamed);
    return proposal ? { ...shown, proposal: presentProposal(termsOf(row, parties), proposal) } : shown;
  }

  private unnamed(by: Principal): string[] {
    return unnamedFor(by, this.config.DISCREET_AGENCIES);
  }

  private async unnameable(unnamed: readonly string[]): Promise<string[]> {
    if (unnamed.length === 0) return [];
    return rowsOf<{ id: string }>(await this.source.manager.query(UNNAMED, [unnamed])).map(({ id }) => id);
  }

  private async due(): Promise<FindOptionsWhere<AgreementRow>> {
    const now = await domainNow(this.source.manager);
    const soon = new Date(now.getTime() + this.config.REVIEW_NOTICE_DAYS * DAY_MS);
    return { state: In(['live', 'under-review']), reviewAt: LessThanOrEqual(soon) };
  }

  private async present(rows: readonly AgreementRow[], unnamed: readonly string[]): Promise<AgreementDto[]> {
    const { manager } = this.source;
    const parties = await manager.findBy(AgreementPartyRow, { agreementId: In(rows.map((row) => row.id)) });
    const now = await domainNow(manager);
    return rows.map((row) =>
      withoutNaming(
        presentAgreement(
          row,
          parties.filter((party) => party.agreementId === row.id),
          now,
        ),
        unnamed,
      ),
    );
  }
}

function withoutNaming(agreement: AgreementDto, unnamed: readonly string[]): AgreementDto {
  return {
    ...agreement,
    parties: agreement.parties.filter(
      ({ source, recipient }) => !unnamed.includes(source) && !unnamed.includes(recipient),
    ),
    partyRoles: Object.fromEntries(Object.entries(agreement.partyRoles).filter(([code]) => !unnamed.includes(code))),
  };
}
