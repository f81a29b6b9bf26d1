import { rowsOf, type SqlExecutor } from '#libs/persistence';
import type { ReceivedBatch, ReceivedMessage } from './source.js';

/** A partition that this connection holds, and how far it has got. */
export interface Assignment {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the next message to settle. */
  position: bigint;
  committed: bigint;
}

/** The lock is tried on the materialised rows alone: elsewhere the planner could try it on partitions held already. */
const FREE = `
  WITH free AS MATERIALIZED (
    SELECT t.topic, p AS partition FROM messaging.log_topic t CROSS JOIN LATERAL generate_series(0, t.partitions - 1) AS p
    WHERE t.topic = ANY ($2) AND (t.topic, p) NOT IN (SELECT * FROM unnest($3::text[], $4::int[]))
  )
  SELECT topic, partition, fence.lead_partition_v1($1, topic, partition) AS taken FROM free`;
const COMMITTED = `
  SELECT next_offset FROM messaging.group_offset WHERE consumer_group = $1 AND topic = $2 AND partition = $3`;
const READ = `
  SELECT a.topic, a.partition, l.log_offset, l.value
  FROM unnest($1::text[], $2::int[], $3::bigint[]) AS a (topic, partition, position)
  CROSS JOIN LATERAL (
    SELECT log_offset, value FROM messaging.log
    WHERE topic = a.topic AND partition = a.partition AND log_offset >= a.position ORDER BY log_offset LIMIT $4
  ) l ORDER BY a.topic, a.partition, l.log_offset`;
const COMMIT = `
  INSERT INTO messaging.group_offset AS g (consumer_group, topic, partition, next_offset)
  SELECT $1, c.* FROM unnest($2::text[], $3::int[], $4::bigint[]) AS c (topic, partition, next_offset) ORDER BY c.topic, c.partition
  ON CONFLICT (consumer_group, topic, partition) DO UPDATE SET next_offset = greatest(g.next_offset, excluded.next_offset)`;

interface LogRow {
  readonly topic: string;
  readonly partition: number;
  readonly log_offset: string;
  readonly value: string;
}

/** A group's place in the embedded log, on the one connection that holds its partitions' locks. */
export class LogReader {
  private readonly held = new Map<string, Assignment>();

  constructor(
    private readonly connection: SqlExecutor,
    private readonly group: string,
    private readonly topics: readonly string[],
  ) {}

  /** Takes the partitions that nobody reads, from where the group has committed. False where others read some. */
  async assign(): Promise<boolean> {
    const held = [...this.held.values()];
    const params = [this.group, this.topics, held.map((a) => a.topic), held.map((a) => a.partition)];
    const free = rowsOf<LogRow & { taken: boolean }>(await this.connection.query(FREE, params));
    for (const { topic, partition } of free.filter(({ taken }) => taken)) {
      const found = rowsOf<{ next_offset: string }>(
        await this.connection.query(COMMITTED, [this.group, topic, partition]),
      );
      const position = BigInt(found[0]?.next_offset ?? 0);
      this.held.set(`${topic}/${partition}`, { topic, partition, position, committed: position });
    }
    return free.every(({ taken }) => taken);
  }

  /** Whether something is settled and not written down yet. */
  get ahead(): boolean {
    return [...this.held.values()].some(isAhead);
  }

  /** What is new in the partitions wanted, one batch each. */
  async read(
    limit: number,
    wanted: (assignment: Assignment) => boolean,
  ): Promise<[Assignment, Omit<ReceivedBatch, 'current'>][]> {
    const idle = [...this.held.values()].filter(wanted);
    if (idle.length === 0) return [];
    const params = [
      idle.map((a) => a.topic),
      idle.map((a) => a.partition),
      idle.map((a) => a.position.toString()),
      limit,
    ];
    const messages = new Map<Assignment, ReceivedMessage[]>();
    for (const row of rowsOf<LogRow>(await this.connection.query(READ, params))) {
      const assignment = this.held.get(`${row.topic}/${row.partition}`)!;
      const message = { offset: BigInt(row.log_offset), value: Buffer.from(row.value) };
      const list = messages.get(assignment);
      if (list) list.push(message);
      else messages.set(assignment, [message]);
    }
    return [...messages].map(([assignment, list]) => [assignment, batchOf(assignment, list)]);
  }

  /** Writes down what is settled; repeating a part of it after a crash is harmless. */
  async commit(): Promise<void> {
    const moved = [...this.held.values()].filter(isAhead);
    if (moved.length === 0) return;
    const positions = moved.map((a) => a.position);
    await this.connection.query(COMMIT, [
      this.group,
      moved.map((a) => a.topic),
      moved.map((a) => a.partition),
      positions.map(String),
    ]);
    moved.forEach((assignment, at) => (assignment.committed = positions[at]!));
  }
}

const isAhead = ({ position, committed }: Assignment): boolean => position > committed;

function batchOf(assignment: Assignment, messages: ReceivedMessage[]): Omit<ReceivedBatch, 'current'> {
  const { topic, partition } = assignment;
  const settled = (offset: bigint): void => {
    if (offset >= assignment.position) assignment.position = offset + 1n;
  };
  return { topic, partition, messages, settled };
}
