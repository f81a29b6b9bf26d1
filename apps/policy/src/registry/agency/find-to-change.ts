import { DomainError, type BasedOn } from '#libs/domain';
import type { EntityManager } from 'typeorm';
import { requireVersion } from '../../storage/require-version.js';
import { AgencyRow } from './agency.row.js';

/** The agency, locked for a change that is based on this version of it; `narrows`: on that one or an older one. */
export async function findToChange(
  tx: EntityManager,
  code: string,
  basedOn: BasedOn,
  narrows = false,
): Promise<AgencyRow> {
  const row = await tx.findOne(AgencyRow, { where: { code }, lock: { mode: 'for_no_key_update' } });
  if (!row) throw new DomainError('agency-not-found', 'there is no such agency');
  requireVersion(row.version, basedOn, 'agency', { narrows });
  return row;
}
