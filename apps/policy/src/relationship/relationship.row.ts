import type { Purpose, RelationshipKind } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why an agency, or one of its practitioners, has to do with a resident, for one purpose (domain 1.5). */
@Entity({ name: 'relationship' })
export class RelationshipRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'resident_id' })
  residentId!: string;

  @Column('text')
  agency!: string;

  @Column('text')
  kind!: RelationshipKind;

  @Column('uuid', { name: 'practitioner_id', nullable: true })
  practitionerId!: string | null;

  @Column('text')
  purpose!: Purpose;

  @Column({ type: 'timestamptz', name: 'starts_at', insert: false })
  startsAt!: Date;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;
}
