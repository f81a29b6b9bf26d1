import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A past decision that a draft would have made otherwise. */
@Entity({ name: 'simulation_difference' })
export class SimulationDifferenceRow {
  @PrimaryColumn('uuid', { name: 'simulation_id' })
  simulationId!: string;

  @PrimaryColumn('bigint')
  ordinal!: string;

  @Column('uuid', { name: 'entry_id' })
  entryId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  change!: 'newly-allowed' | 'newly-denied';

  @Column('uuid', { name: 'requester_id' })
  requesterId!: string;

  @Column('uuid', { name: 'resident_id' })
  residentId!: string;

  @Column('text')
  source!: string;

  @Column('text')
  recipient!: string;

  @Column('text')
  category!: string;

  @Column('text')
  purpose!: string;

  @Column('text', { name: 'rule_before' })
  ruleBefore!: string;

  @Column('text', { name: 'rule_after' })
  ruleAfter!: string;
}
