import { DomainError } from '#libs/domain';
import type { EntityManager } from 'typeorm';
import { AgencyRow } from './agency.row.js';

/** The agency, locked for a change that is based on this version of it. */
export async function findToChange(tx: EntityManager, code: string, version: number): Promise<AgencyRow> {
  const row = await tx.findOne(AgencyRow, { where: { code }, lock: { mode: 'for_no_key_update' } });
  if (!row) throw new DomainError('agency-not-found', 'there is no such agency');
  if (row.version !== version) throw new DomainError('version-conflict', 'the agency was changed in the meantime');
  return row;
}
