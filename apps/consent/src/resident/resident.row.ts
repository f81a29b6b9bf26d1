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

  /** When a minor turns 16, and 18; null for an adult. */
  @Column({ type: 'timestamptz', name: 'sixteen_at', nullable: true })
  sixteenAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'eighteen_at', nullable: true })
  eighteenAt!: Date | null;
}
