import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgreementTerms } from './agreement-terms.js';
import type { SignOff } from './sign-off.js';

/** Terms that are to replace those in force once they are signed off and a second officer says so; no fact reads them. */
@Entity({ name: 'agreement_proposal' })
export class AgreementProposalRow {
  @PrimaryColumn('text', { name: 'agreement_id' })
  agreementId!: string;

  @Column('text')
  hash!: string;

  @Column('jsonb')
  terms!: AgreementTerms;

  @Column('jsonb', { name: 'sign_offs' })
  signOffs!: SignOff[];

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  @Column('text', { name: 'proposed_by' })
  proposedBy!: string;
}
