import { DISCREET_PURPOSES } from '#libs/domain';
import type { Principal } from '#libs/http';
import { rowsOf } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThanOrEqual, type EntityManager } from 'typeorm';
import { AgreementPartyRow } from '../agreement/agreement-party.row.js';
import { termsOf } from '../agreement/agreement-terms.js';
import { AgreementRow } from '../agreement/agreement.row.js';
import { PolicyConfig } from '../config.js';
import { domainNow } from '../storage/clock.js';
import type { OwnAgreementsDto, WorkingAgencyDto } from './own-agreement.dto.js';
import { showOwnAgreement } from './show-own-agreement.js';
import { toldTerms } from './told-terms.js';

/** What a practitioner says alone makes no agency one that works with somebody. */
const WORKING = `
  SELECT DISTINCT a.code, a.name FROM policy.relationship r JOIN policy.agency a ON a.code = r.agency
  WHERE r.resident_id = $1 AND r.kind <> 'self-claimed' AND r.starts_at <= $2 AND (r.ends_at IS NULL OR r.ends_at > $2)
    AND r.purpose <> ALL ($3) AND r.agency <> ALL ($4)
  ORDER BY a.code`;

/**
 * What agencies have agreed that touches one resident: what they may say yes or no to, and what is shared by those who work
 * with them without asking, and why. Follows from agreements and relationships alone: it never tells whether a record exists.
 */
@Injectable()
export class ReadOwnAgreements {
  constructor(
    private readonly source: DataSource,
    private readonly config: PolicyConfig,
  ) {}

  async run(by: Principal): Promise<OwnAgreementsDto> {
    const { manager } = this.source;
    const now = await domainNow(manager);
    const agencies = await this.working(manager, by.residentId!, now);
    const rows = await this.inForce(manager, now);
    const parties = await manager.findBy(AgreementPartyRow, { agreementId: In(rows.map((row) => row.id)) });
    const codes = agencies.map(({ code }) => code);
    const items = rows.flatMap((row) => {
      const own = parties.filter((party) => party.agreementId === row.id);
      const terms = toldTerms(termsOf(row, own), this.config.DISCREET_AGENCIES);
      const touches = terms?.parties.some(
        ({ source, recipient }) => codes.includes(source) || codes.includes(recipient),
      );
      return terms && (terms.mode === 'EXPLICIT' || touches) ? [showOwnAgreement(row.id, terms)] : [];
    });
    return { asOf: now.toISOString(), agencies, items };
  }

  private async working(manager: EntityManager, residentId: string, now: Date): Promise<WorkingAgencyDto[]> {
    const values = [residentId, now, DISCREET_PURPOSES, this.config.DISCREET_AGENCIES];
    return rowsOf<WorkingAgencyDto>(await manager.query(WORKING, values));
  }

  /** A review does not stop what an agreement allows. */
  private async inForce(manager: EntityManager, now: Date): Promise<AgreementRow[]> {
    const rows = await manager.find(AgreementRow, {
      where: { state: In(['live', 'under-review']), startsAt: LessThanOrEqual(now) },
      order: { id: 'ASC' },
    });
    return rows.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  }
}
