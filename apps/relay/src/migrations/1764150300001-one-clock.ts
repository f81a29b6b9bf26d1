import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One clock for a disclosure: the time that was compared with its end is its `committed_at` and its entry's. Read anew for each
 * entry of a batch, the log's time ran past the end of the consent by as long as the batch took.
 */
export class OneClock1764150300001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $migration$
      DECLARE
        v_before text := pg_get_functiondef('relay.take_effect(jsonb, timestamptz)'::regprocedure);
        v_after text := replace(v_before, 'audit.append_v1(p_item -> ''entry'')', 'audit.append_v2(p_item -> ''entry'', p_now)');
      BEGIN
        IF v_after = v_before THEN RAISE EXCEPTION 'relay.take_effect appends in another way than this migration knows'; END IF;
        EXECUTE v_after;
      END $migration$`);
  }

  async down(): Promise<void> {
    throw new Error('an entry is dated by its disclosure: restore a backup instead');
  }
}
