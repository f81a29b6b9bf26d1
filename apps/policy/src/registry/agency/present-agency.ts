import type { AgencyDto } from './agency.dto.js';
import type { AgencyRow } from './agency.row.js';

export function presentAgency(row: AgencyRow): AgencyDto {
  const { code, name, sector, status, protocols, processors, version } = row;
  return { code, name, sector, status, protocols, processors, version };
}
