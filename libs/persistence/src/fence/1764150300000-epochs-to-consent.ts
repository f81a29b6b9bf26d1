import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Consent notes at which epoch of a resident each of their words came, so that what one ended is never read as undone. */
export class EpochsToConsent1764150300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT EXECUTE ON FUNCTION fence.epochs_v1(text, uuid) TO consent_owner');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE EXECUTE ON FUNCTION fence.epochs_v1(text, uuid) FROM consent_owner');
  }
}
