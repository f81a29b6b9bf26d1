import { Column, Entity, PrimaryColumn } from 'typeorm';

export const SIMULATION_STATES = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const;
export type SimulationState = (typeof SIMULATION_STATES)[number];

/** Past decisions of a period, decided again by a draft. Counters are bigint, as text. */
@Entity({ name: 'simulation' })
export class SimulationRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  hash!: string;

  @Column('timestamptz', { name: 'from_at' })
  from!: Date;

  @Column('timestamptz', { name: 'until_at' })
  until!: Date;

  @Column('text', { default: 'waiting' })
  state!: SimulationState;

  @Column('uuid', { name: 'asked_by' })
  askedBy!: string;

  @Column('text')
  agency!: string;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('bigint')
  total!: string;

  @Column('bigint')
  reached!: string;

  @Column('bigint')
  done!: string;

  @Column('bigint')
  unreadable!: string;
}
