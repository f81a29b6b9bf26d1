import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How one agency knows one resident: its own local id (sealed) and the pairwise pseudonym. */
@Entity({ name: 'link' })
export class LinkRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'resident_id' })
  residentId!: string;

  @Column('text')
  agency!: string;

  @Column('bytea', { name: 'local_id_index' })
  localIdIndex!: Buffer;

  @Column('bytea', { name: 'sealed_local_id' })
  sealedLocalId!: Buffer;

  @Column('text')
  pseudonym!: string;
}
