import { everyPage, type Client, type policy } from '#libs/client';

/** Code of an agency → its name, as its own officer registered it; a code that nobody knows is shown as it is. */
export type AgencyNames = (code: string) => string;

export type KnownAgency = Pick<policy.AgencyDto, 'code' | 'name' | 'sector' | 'status'>;

/** The agencies of the place: there are few. */
export const readAgencies = (broker: Client): Promise<KnownAgency[]> =>
  everyPage((query) => broker.get('/api/policy/v1/agencies', { query }));

export function agencyNames(agencies: readonly Pick<KnownAgency, 'code' | 'name'>[]): AgencyNames {
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}
