import type { Role } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who may sign in for an agency, and as what. */
@Entity({ name: 'principal' })
export class PrincipalRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: 'practitioner' | 'officer' | 'system';

  @Column('text')
  issuer!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  agency!: string;

  @Column('text', { array: true })
  roles!: Role[];

  @Column('text')
  status!: 'active' | 'suspended';

  @Column('timestamptz', { name: 'training_expires_at', nullable: true })
  trainingExpiresAt!: Date | null;

  @Column('integer')
  version!: number;
}
