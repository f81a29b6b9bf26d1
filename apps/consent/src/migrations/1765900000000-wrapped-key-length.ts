import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A wrapped key is 60 bytes (an IV of 12, a key of 32, a tag of 16: libs/sealing `sealBox`), and nothing else is taken for one,
 * whoever brings it. What landed before is not looked at: docs/running.md says how to find it. Of 60 bytes only the ring can tell
 * whether they are a key.
 */
export class WrappedKeyLength1765900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['resident_key', 'controller_key'])
      await runner.query(
        `ALTER TABLE consent.${table} ADD CONSTRAINT a_wrapped_key CHECK (octet_length(wrapped_key) = 60) NOT VALID`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['resident_key', 'controller_key'])
      await runner.query(`ALTER TABLE consent.${table} DROP CONSTRAINT a_wrapped_key`);
  }
}
