import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { AgreementPartyRow } from './agreement-party.row.js';
import { type AgreementView, agreementView } from './agreement-view.dto.js';
import { AgreementRow } from './agreement.row.js';

/** Reads agreements for screens and answers; never asked by a decision. */
@Injectable()
export class AgreementReader {
  constructor(private readonly source: DataSource) {}

  /**
   * One page, a row more than `limit` where there is one. Officers see every agreement of the place, residents every live
   * one (they are asked about them), an agency's people those to which it is a party.
   */
  async page(principal: Principal, after: string, limit: number): Promise<AgreementView[]> {
    const { manager } = this.source;
    const query = manager
      .createQueryBuilder(AgreementRow, 'g')
      .where('g.id > :after', { after })
      .orderBy('g.id', 'ASC')
      .limit(limit + 1);
    if (principal.kind === 'resident') query.andWhere(`g.state = 'live'`);
    else if (principal.kind !== 'officer') {
      const party =
        'SELECT 1 FROM policy.agreement_party p WHERE p.agreement_id = g.id AND (p.source = :agency OR p.recipient = :agency)';
      query.andWhere(`EXISTS (${party})`, { agency: principal.agency });
    }
    return this.views(manager, await query.getMany());
  }

  async one(id: string, tx: Transaction = this.source.manager): Promise<AgreementView> {
    const row = await tx.findOneBy(AgreementRow, { id });
    if (row === null) throw new DomainError('agreement-not-found', 'there is no such agreement');
    return (await this.views(tx, [row]))[0]!;
  }

  private async views(tx: Transaction, rows: readonly AgreementRow[]): Promise<AgreementView[]> {
    const order = { agreementId: 'ASC', source: 'ASC', recipient: 'ASC' } as const;
    const parties = await tx.find(AgreementPartyRow, { where: { agreementId: In(rows.map((row) => row.id)) }, order });
    const now = (await firstRow<{ now: Date }>(tx, 'SELECT fence.domain_now() AS now', []))!.now;
    return rows.map((row) => agreementView(row, parties, now));
  }
}
