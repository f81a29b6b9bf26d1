import type { Page } from '#libs/contracts';
import type { Broker } from '../api/broker.js';

/** Code of an agency → its name, as its own officer registered it; a code that nobody knows is shown as it is. */
export type AgencyNames = (code: string) => string;

export interface KnownAgency {
  readonly code: string;
  readonly name: string;
  readonly sector: string;
  readonly status: string;
}

const MOST = 200;

/** The agencies of the place, all pages of them: there are few. */
export async function readAgencies(broker: Broker): Promise<KnownAgency[]> {
  const found: KnownAgency[] = [];
  let after: string | null | undefined;
  do {
    const page: Page<KnownAgency> = await broker.get('/api/policy/v1/agencies', {
      limit: MOST,
      after: after ?? undefined,
    });
    found.push(...page.items);
    after = page.next;
  } while (after !== null);
  return found;
}

export function agencyNames(agencies: readonly Pick<KnownAgency, 'code' | 'name'>[]): AgencyNames {
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}
