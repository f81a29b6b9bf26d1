import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A relationship whose beginning is still to be announced. */
@Entity({ name: 'relationship_start' })
export class RelationshipStartRow {
  @PrimaryColumn('uuid', { name: 'relationship_id' })
  relationshipId!: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;
}
