import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A relationship that waited for a join is not written about who was joined: the work looks again (consent's refusal, 55J01). */
export class RelationshipsOfTheJoined1765500200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SELECT consent.guard_joined_v1('policy.relationship', 'fenced')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TRIGGER joined_insert ON policy.relationship; DROP TRIGGER joined_update ON policy.relationship',
    );
  }
}
