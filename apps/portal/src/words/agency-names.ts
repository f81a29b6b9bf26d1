import type { Broker } from '../api/broker.js';

/** Code of an agency → its name, as its own officer registered it; a code that nobody knows is shown as it is. */
export type AgencyNames = (code: string) => string;

export interface KnownAgency {
  readonly code: string;
  readonly name: string;
  readonly sector: string;
  readonly status: string;
}

/** The agencies of the place: there are few. */
export const readAgencies = (broker: Broker): Promise<KnownAgency[]> => broker.all('/api/policy/v1/agencies');

export function agencyNames(agencies: readonly Pick<KnownAgency, 'code' | 'name'>[]): AgencyNames {
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}
