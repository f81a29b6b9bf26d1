import type { Sector } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'agency' })
export class AgencyRow {
  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  name!: string;

  @Column('text')
  sector!: Sector;

  @Column('text')
  status!: 'active' | 'suspended';

  @Column('integer')
  version!: number;
}
