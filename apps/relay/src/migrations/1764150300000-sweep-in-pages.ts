import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A resident's living deliveries in the order of offering, so that each page of a sweep begins where the last ended. */
export class SweepInPages1764150300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX delivery_alive_of_resident ON relay.delivery (resident_id, position)
      WHERE state IN ('offered', 'opened')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX relay.delivery_alive_of_resident');
  }
}
