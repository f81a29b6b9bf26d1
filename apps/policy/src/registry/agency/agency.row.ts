import type { OverrideMode, Sector } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type AgencyStatus = 'active' | 'suspended';

@Entity({ name: 'agency' })
export class AgencyRow {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  name!: string;

  @Column('text')
  sector!: Sector;

  @Column('text')
  status!: AgencyStatus;

  @Column('text', { array: true })
  protocols!: OverrideMode[];

  @Column('text', { array: true })
  processors!: string[];

  @Column('timestamptz', { name: 'stopped_since', nullable: true })
  stoppedSince!: Date | null;

  @Column('integer')
  version!: number;
}
