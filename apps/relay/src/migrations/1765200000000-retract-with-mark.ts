import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A retraction narrows and shows in no fact table: it announces the mark that it left (ADR 22). */
export class RetractWithMark1765200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION relay.retract_v2(p_record uuid, p_agency text, p_mark uuid) RETURNS timestamptz
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        v_resident uuid;
      BEGIN
        SELECT r.resident_id INTO v_resident FROM relay.record r WHERE r.id = p_record AND r.source_agency = p_agency;
        IF NOT FOUND THEN RETURN NULL; END IF;
        PERFORM fence.announce_v1(p_mark, ARRAY['resident:' || v_resident]);
        RETURN relay.retract_v1(p_record, p_agency);
      END $$;
      GRANT EXECUTE ON FUNCTION relay.retract_v2(uuid, text, uuid) TO relay_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('retractions keep their marks: restore a backup instead');
  }
}
