import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One direction in which an agreement lets data flow, and what the recipient relies on in it (domain 1.1). */
@Entity({ name: 'agreement_party' })
export class AgreementPartyRow {
  @PrimaryColumn('text', { name: 'agreement_id' })
  agreementId!: string;

  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  recipient!: string;

  @Column('text', { nullable: true })
  article6!: string | null;

  @Column('text', { nullable: true })
  article9!: string | null;

  @Column('text', { nullable: true })
  schedule1!: string | null;

  /** Null exactly where `article6` is. */
  @Column('text', { nullable: true })
  confidentiality!: string | null;
}
