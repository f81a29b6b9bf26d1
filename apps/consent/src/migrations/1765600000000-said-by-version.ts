import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A yes that is changed to say less ends the part that it lets go, as a withdrawal of that part would: what was said is told of
 * those who changed something, too, and with the number of each version, so that the one before it can be found. The first
 * edition stays for processes of the release before.
 */
export class SaidByVersion1765600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PUBLISHED);
    await runner.query('GRANT EXECUTE ON FUNCTION consent.said_since_v2(uuid[], bigint[]) TO relay_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION consent.said_since_v2(uuid[], bigint[])');
    await runner.query('DROP INDEX consent.directive_changed_of_resident');
  }
}

/**
 * All that those residents ever said who said something after the epoch given beside them, and ever stopped or changed anything;
 * the others are left out.
 */
const PUBLISHED = `
  CREATE INDEX directive_changed_of_resident ON consent.directive (resident_id) WHERE version > 1;
  CREATE FUNCTION consent.said_since_v2(p_residents uuid[], p_epochs bigint[])
    RETURNS TABLE (resident_id uuid, said jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.resident_id, (SELECT jsonb_agg(jsonb_build_object('id', d.id, 'version', d.version, 'status', d.status,
          'sources', d.sources, 'recipients', d.recipients, 'categories', d.categories, 'purposes', d.purposes,
          'agreement', d.agreement, 'startsAt', d.starts_at, 'expiresAt', d.expires_at, 'recordedAt', d.recorded_at,
          'supersededAt', d.superseded_at, 'epoch', e.epoch))
        FROM consent.directive d LEFT JOIN consent.directive_epoch e ON e.directive_id = d.id AND e.version = d.version
        WHERE d.resident_id = a.resident_id)
    FROM unnest(p_residents, p_epochs) AS a(resident_id, epoch)
    WHERE EXISTS (SELECT 1 FROM consent.directive_epoch e WHERE e.resident_id = a.resident_id AND e.epoch > a.epoch)
      AND (EXISTS (SELECT 1 FROM consent.directive d WHERE d.resident_id = a.resident_id
          AND d.status IN ('ConsentWithdrawn', 'ConsentRefused', 'Objected'))
        OR EXISTS (SELECT 1 FROM consent.directive d WHERE d.resident_id = a.resident_id AND d.version > 1))
  $$;
`;
