import type { Role } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who may sign in for an agency, and as what. */
export type PrincipalKind = 'practitioner' | 'officer' | 'system';
export type PrincipalStatus = 'active' | 'suspended';

@Entity({ name: 'principal' })
export class PrincipalRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: PrincipalKind;

  @Column('text')
  issuer!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  agency!: string;

  @Column('text', { array: true })
  roles!: Role[];

  @Column('text')
  status!: PrincipalStatus;

  @Column('timestamptz', { name: 'training_expires_at', nullable: true })
  trainingExpiresAt!: Date | null;

  /** Roles that wait for a second officer, or for their own agency; with who asked, and when. */
  @Column('text', { name: 'asked_roles', array: true, nullable: true })
  askedRoles!: Role[] | null;

  @Column('uuid', { name: 'asked_by', nullable: true })
  askedBy!: string | null;

  @Column('timestamptz', { name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  /** A later end of their training that waits with them. */
  @Column('timestamptz', { name: 'asked_training', nullable: true })
  askedTraining!: Date | null;

  /** Whether they come back with it who are suspended. */
  @Column('boolean', { name: 'asked_resume' })
  askedResume!: boolean;

  @Column('uuid', { name: 'confirmed_by', nullable: true })
  confirmedBy!: string | null;

  /** Null of somebody whom nobody has confirmed yet: they are nobody here. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  @Column('integer')
  version!: number;
}
