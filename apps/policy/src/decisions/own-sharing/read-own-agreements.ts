import { DISCREET_PURPOSES } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rowsOf } from '#libs/persistence';
import { PolicyConfig } from '../../config.js';
import type { OwnAgreementsDto, WorkingAgencyDto } from './own-agreement.dto.js';
import { showOwnAgreement } from './show-own-agreement.js';
import { ToldAgreements, type ToldAgreement } from './told-agreements.js';

/** What a practitioner says alone makes no agency one that works with somebody. */
const WORKING = `
  SELECT DISTINCT a.code, a.name FROM policy.relationship r JOIN policy.agency a ON a.code = r.agency
  WHERE r.resident_id = $1 AND r.kind <> 'self-claimed' AND r.starts_at <= $2 AND (r.ends_at IS NULL OR r.ends_at > $2)
    AND r.purpose <> ALL ($3) AND r.agency <> ALL ($4)
  ORDER BY a.code`;

/** What an agreement is to one resident: they may answer it, or those who work with them share under it. */
export interface Touching {
  readonly now: Date;
  readonly agencies: WorkingAgencyDto[];
  readonly agreements: readonly ToldAgreement[];
  /** Of these, whether it is theirs to answer or to be told of while it is in force. */
  readonly concerns: (agreement: ToldAgreement) => boolean;
  /** Whether it is so now. */
  readonly touches: (agreement: ToldAgreement) => boolean;
}

/**
 * What agencies have agreed that touches one resident: what they may say yes or no to, and what is shared by those who work
 * with them without asking, and why. Follows from agreements and relationships alone: it never tells whether a record exists.
 */
@Injectable()
export class ReadOwnAgreements {
  constructor(
    private readonly source: DataSource,
    private readonly config: PolicyConfig,
    private readonly told: ToldAgreements,
  ) {}

  async read(by: Principal): Promise<OwnAgreementsDto> {
    const { now, agencies, agreements, touches } = await this.touching(by);
    const items = agreements.filter(touches).map(({ id, terms }) => showOwnAgreement(id, terms));
    return { asOf: now.toISOString(), agencies, items };
  }

  async touching(by: Principal): Promise<Touching> {
    const { now, agreements } = await this.told.read();
    const values = [by.residentId!, now, DISCREET_PURPOSES, this.config.DISCREET_AGENCIES];
    const agencies = rowsOf<WorkingAgencyDto>(await this.source.manager.query(WORKING, values));
    const working = (code: string): boolean => agencies.some((agency) => agency.code === code);
    const concerns = ({ terms: { mode, parties } }: ToldAgreement): boolean =>
      mode === 'EXPLICIT' || parties.some(({ source, recipient }) => working(source) || working(recipient));
    const touches = (agreement: ToldAgreement): boolean => agreement.standing === 'in-force' && concerns(agreement);
    return { now, agencies, agreements, concerns, touches };
  }
}
