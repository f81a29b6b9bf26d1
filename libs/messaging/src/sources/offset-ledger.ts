interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly next: bigint;
}

type CommitOffsets = (offsets: { topic: string; partition: number; offset: string }[]) => Promise<void>;

/** What is settled and not committed yet. A commit may fail or be lost: the marks make a repeat harmless. */
export class OffsetLedger {
  private readonly places = new Map<string, Place>();

  settle(topic: string, partition: number, offset: bigint): void {
    const key = `${topic}/${partition}`;
    const next = offset + 1n;
    if (next > (this.places.get(key)?.next ?? -1n)) this.places.set(key, { topic, partition, next });
  }

  /** After a rebalance: the rest is another member's to commit. */
  keepOnly(assignment: Readonly<Record<string, readonly number[]>>): void {
    for (const [key, { topic, partition }] of this.places) {
      if (!assignment[topic]?.includes(partition)) this.places.delete(key);
    }
  }

  /** Never rejects; what could not be committed stays for the next time. */
  async commit(commitOffsets: CommitOffsets): Promise<void> {
    const due = [...this.places];
    if (due.length === 0) return;
    try {
      await commitOffsets(due.map(([, { topic, partition, next }]) => ({ topic, partition, offset: next.toString() })));
      for (const [key, place] of due) if (this.places.get(key) === place) this.places.delete(key);
    } catch {
      // Rebalancing or away; the next commit, or the next member's marks, makes up for it.
    }
  }
}
