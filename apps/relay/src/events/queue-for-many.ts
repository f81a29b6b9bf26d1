import type { SqlExecutor } from '#libs/persistence';
import type { PlaceResumed } from '#libs/contracts';

/**
 * Whose records may flow again: of a category, those who have one of it; of an agreement, of one of its categories. An
 * agency may be on either side, so everybody's are looked at. Sorted, as every writer of several residents' work is.
 */
const CATEGORIES: Readonly<Record<PlaceResumed['kind'], string>> = {
  agency: 'NULL::text[]',
  category: 'ARRAY[$2::text]',
  agreement: `(SELECT array_agg(c.name) FROM jsonb_array_elements_text(policy.agreement_bounds_v1($2) -> 'categories') AS c(name))`,
};

/**
 * Queues one piece of work for each of them, in the caller's transaction; what still is refused stays so. `resumed`: null where
 * it is not known what flows again, and it may be anybody's.
 */
export async function queueForMany(
  tx: SqlExecutor,
  resumed: Pick<PlaceResumed, 'kind' | 'name'> | null,
  work: 'backfill' | 'sweep',
): Promise<void> {
  const { kind, name } = resumed ?? { kind: 'agency', name: '' };
  const named = kind === 'agency' ? [] : [name];
  await tx.query(
    `SELECT relay.enqueue_v1(r.resident_id, $1) FROM (
       SELECT DISTINCT k.resident_id FROM relay.record k CROSS JOIN (SELECT ${CATEGORIES[kind]} AS named) c
       WHERE c.named IS NULL OR k.category = ANY (c.named) ORDER BY k.resident_id) r`,
    [work, ...named],
  );
}
