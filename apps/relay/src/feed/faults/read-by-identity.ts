import type pg from 'pg';

/** A reader as tempting as it is wrong: it goes on after the highest identity that it saw, and steps over what commits late. */
export function readByIdentity(pool: pg.Pool): { read(limit: number): Promise<string[]> } {
  let after = '0';
  const sql = 'SELECT item_id AS id, ordinal FROM relay.feed_waiting WHERE ordinal > $1 ORDER BY ordinal LIMIT $2';
  return {
    read: async (limit) => {
      const { rows } = await pool.query<{ id: string; ordinal: string }>(sql, [after, limit]);
      after = rows.at(-1)?.ordinal ?? after;
      return rows.map(({ id }) => id);
    },
  };
}
