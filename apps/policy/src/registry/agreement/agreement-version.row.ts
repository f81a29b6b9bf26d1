import type { AgreementState } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgreementTerms } from './agreement-terms.js';
import type { SignOff } from './sign-off.js';

/** What an agreement was, version by version; written with every change, never changed. */
@Entity({ name: 'agreement_version' })
export class AgreementVersionRow {
  @PrimaryColumn('text', { name: 'agreement_id' })
  agreementId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  state!: AgreementState;

  /** The step that made this version: `conclude`, `activate`, `narrow`, … */
  @Column('text')
  change!: string;

  @Column('text')
  hash!: string;

  @Column('jsonb')
  terms!: AgreementTerms;

  @Column('jsonb', { name: 'sign_offs' })
  signOffs!: SignOff[];

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('text', { name: 'changed_by' })
  changedBy!: string;
}
