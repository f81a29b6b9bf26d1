import type pg from 'pg';
import { bootstrapCluster } from '../bootstrap-cluster.js';
import { requirePostgres } from '../require-postgres.js';

/** The fault: roles first, and then the look at whether this server can be used at all. */
export async function refuseLate(...asked: Parameters<typeof bootstrapCluster>): Promise<void> {
  await (asked[0] as pg.Client).query('CREATE ROLE fence_owner NOLOGIN');
  await requirePostgres(asked[0]);
  await bootstrapCluster(...asked);
}
