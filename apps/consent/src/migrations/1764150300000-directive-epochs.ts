import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * At which epoch of the resident each version of a directive came. What was offered before a stop is over for good, also when
 * they agree anew before anybody destroyed its key (design 6): that cannot be read from what stands now, so the order of what
 * was said and what was offered is noted when it happens.
 */
export class DirectiveEpochs1764150300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EPOCHS);
    await runner.query(PUBLISHED);
    await runner.query('GRANT EXECUTE ON FUNCTION consent.said_since_v1(uuid[], bigint[]) TO relay_app');
  }

  async down(): Promise<void> {
    throw new Error('the order of what residents said is not dropped: restore a backup instead');
  }
}

/**
 * The trigger's name stands after `fence_insert` in the alphabet, and so it fires after it: the epoch that it reads is the
 * one that the version itself made, under the lock that its transaction holds.
 */
const EPOCHS = `
  CREATE TABLE consent.directive_epoch (
    directive_id uuid NOT NULL,
    version integer NOT NULL,
    resident_id uuid NOT NULL,
    epoch bigint NOT NULL,
    PRIMARY KEY (directive_id, version)
  );
  CREATE INDEX directive_epoch_of_resident ON consent.directive_epoch (resident_id, epoch);
  CREATE FUNCTION consent.note_epoch() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    INSERT INTO consent.directive_epoch (directive_id, version, resident_id, epoch)
      SELECT d.id, d.version, d.resident_id, e.resident
      FROM written d CROSS JOIN LATERAL fence.epochs_v1('', d.resident_id) AS e;
    RETURN NULL;
  END $$;
  CREATE TRIGGER note_epoch AFTER INSERT ON consent.directive REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION consent.note_epoch();
`;

/**
 * All that those residents ever said who said something after the epoch given beside them, and ever stopped anything; the
 * others are left out.
 */
const PUBLISHED = `
  CREATE FUNCTION consent.said_since_v1(p_residents uuid[], p_epochs bigint[])
    RETURNS TABLE (resident_id uuid, said jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.resident_id, (SELECT jsonb_agg(jsonb_build_object('id', d.id, 'status', d.status, 'sources', d.sources,
          'recipients', d.recipients, 'categories', d.categories, 'purposes', d.purposes, 'agreement', d.agreement,
          'startsAt', d.starts_at, 'expiresAt', d.expires_at, 'recordedAt', d.recorded_at, 'supersededAt', d.superseded_at,
          'epoch', e.epoch))
        FROM consent.directive d LEFT JOIN consent.directive_epoch e ON e.directive_id = d.id AND e.version = d.version
        WHERE d.resident_id = a.resident_id)
    FROM unnest(p_residents, p_epochs) AS a(resident_id, epoch)
    WHERE EXISTS (SELECT 1 FROM consent.directive_epoch e WHERE e.resident_id = a.resident_id AND e.epoch > a.epoch)
      AND EXISTS (SELECT 1 FROM consent.directive d WHERE d.resident_id = a.resident_id
        AND d.status IN ('ConsentWithdrawn', 'ConsentRefused', 'Objected'))
  $$;
  CREATE INDEX directive_stops_of_resident ON consent.directive (resident_id)
    WHERE status IN ('ConsentWithdrawn', 'ConsentRefused', 'Objected');
  CREATE INDEX directive_history ON consent.directive (resident_id);
`;
