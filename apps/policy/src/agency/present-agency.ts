import type { AgencyDto } from './agency.dto.js';
import type { AgencyRow } from './agency.row.js';

export const presentAgency = ({ code, name, sector, status, protocols, version }: AgencyRow): AgencyDto => ({
  ...{ code, name, sector, status, protocols, version },
});
