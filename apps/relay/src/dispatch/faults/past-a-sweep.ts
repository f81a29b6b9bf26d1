import { WorkQueue, type Work } from '../work.js';

/** The fault: a back-fill counts as done that was to follow a sweep, for which the dead still stood in the way. */
export class PastASweep extends WorkQueue {
  constructor(private readonly hot: ConstructorParameters<typeof WorkQueue>[0]) {
    super(hot);
  }

  override async behind({ id }: Work): Promise<string[]> {
    const { rows } = await this.hot.pool.query<{ id: string }>(
      `SELECT l.id FROM relay.work w JOIN relay.work l USING (resident_id, kind) WHERE w.id = $1::bigint AND l.seq > w.seq`,
      [id],
    );
    return rows.map((row) => row.id);
  }
}
