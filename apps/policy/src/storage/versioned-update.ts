import { DomainError } from '#libs/domain';
import type { EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { Transaction } from './transaction.js';

/**
 * Changes the row that the caller saw, and no other: rejects with `version-conflict` when it has moved on. The row is
 * known to exist by then.
 */
export async function updateVersion<Row extends ObjectLiteral & { version: number }>(
  tx: Transaction,
  row: EntityTarget<Row>,
  where: FindOptionsWhere<Row> & { version: number },
  changes: Partial<Row>,
): Promise<void> {
  const next = { ...changes, version: where.version + 1 } as unknown as Parameters<typeof tx.update<Row>>[2];
  const { affected } = await tx.update(row, where, next);
  if (affected !== 1) throw new DomainError('version-conflict', 'somebody else changed this in the meantime');
}
