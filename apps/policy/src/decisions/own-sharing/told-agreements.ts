import { Injectable } from '@nestjs/common';
import { DataSource, In, Not, type EntityManager } from 'typeorm';
import { AgreementPartyRow } from '../../registry/agreement/agreement-party.row.js';
import { termsOf, type AgreementTerms } from '../../registry/agreement/agreement-terms.js';
import { AgreementRow } from '../../registry/agreement/agreement.row.js';
import { PolicyConfig } from '../../config.js';
import { domainNow } from '../../storage/clock.js';
import { toldTerms } from './told-terms.js';

export const STANDINGS = ['in-force', 'suspended', 'not-yet', 'ended'] as const;
export type Standing = (typeof STANDINGS)[number];

/** An agreement as far as residents may be told of it, and how it stands. */
export interface ToldAgreement {
  readonly id: string;
  readonly terms: AgreementTerms;
  readonly standing: Standing;
}

/** The agreements of the place, in force or not, as residents may be told of them. Drafts have agreed nothing. */
@Injectable()
export class ToldAgreements {
  constructor(
    private readonly source: DataSource,
    private readonly config: PolicyConfig,
  ) {}

  async read(manager: EntityManager = this.source.manager): Promise<{ now: Date; agreements: ToldAgreement[] }> {
    const now = await domainNow(manager);
    const rows = await manager.find(AgreementRow, { where: { state: Not('draft') }, order: { id: 'ASC' } });
    const parties = await manager.findBy(AgreementPartyRow, { agreementId: In(rows.map((row) => row.id)) });
    const agreements = rows.flatMap((row): ToldAgreement[] => {
      const own = parties.filter((party) => party.agreementId === row.id);
      const terms = toldTerms(termsOf(row, own), this.config.DISCREET_AGENCIES);
      return terms ? [{ id: row.id, terms, standing: standingOf(row, now) }] : [];
    });
    return { now, agreements };
  }
}

/** A review does not stop what an agreement allows. */
function standingOf({ state, startsAt, expiresAt }: AgreementRow, now: Date): Standing {
  if (state === 'suspended') return 'suspended';
  if (state === 'expired' || (expiresAt !== null && expiresAt <= now)) return 'ended';
  return startsAt > now ? 'not-yet' : 'in-force';
}
