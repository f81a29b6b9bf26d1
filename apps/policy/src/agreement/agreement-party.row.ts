import { Entity, PrimaryColumn } from 'typeorm';

/** One direction in which an agreement lets data flow. */
@Entity({ name: 'agreement_party' })
export class AgreementPartyRow {
  @PrimaryColumn('text', { name: 'agreement_id' })
  agreementId!: string;

  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  recipient!: string;
}
