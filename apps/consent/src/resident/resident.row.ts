import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Identity is sealed with the resident's own key; look-ups go by keyed indexes. */
@Entity({ name: 'resident' })
export class ResidentRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('bytea', { name: 'sealed_identity' })
  sealedIdentity!: Buffer;

  @Column('bytea', { name: 'nhs_number_index', nullable: true })
  nhsNumberIndex!: Buffer | null;

  @Column({ name: 'match_indexes', type: 'bytea', array: true })
  matchIndexes!: Buffer[];

  @Column({ type: 'timestamptz', name: 'deceased_at', nullable: true, insert: false })
  deceasedAt!: Date | null;
}
