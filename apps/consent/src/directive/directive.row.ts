import type { Category, DirectiveFactStatus, Purpose } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export const CHANNELS = ['online', 'in-person', 'phone', 'letter', 'import'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One version of a directive. In its scope, null means all; `supersededAt` is set on every version but the current one. */
@Entity({ name: 'directive' })
export class DirectiveRow {
  @PrimaryColumn('uuid')
  id!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('uuid', { name: 'resident_id' })
  residentId!: string;

  @Column('text')
  status!: DirectiveFactStatus;

  @Column({ type: 'text', array: true, nullable: true })
  sources!: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  recipients!: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  categories!: Category[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  purposes!: Purpose[] | null;

  @Column('text', { nullable: true })
  agreement!: string | null;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('text')
  channel!: Channel;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at', insert: false })
  recordedAt!: Date;

  @Column({ type: 'timestamptz', name: 'superseded_at', nullable: true, insert: false })
  supersededAt!: Date | null;
}

/** What a directive is about, in the words that may be recorded. */
export type Scope = Pick<DirectiveRow, 'sources' | 'recipients' | 'categories' | 'purposes' | 'agreement'>;
