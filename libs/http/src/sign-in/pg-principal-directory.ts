import type { Principal, PrincipalKind } from './principal.js';
import { PrincipalDirectory } from './principal-directory.js';

/** What this adapter needs of a `pg` pool on the primary. */
export interface PreparedQueries {
  query<Row extends object>(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

interface Row {
  readonly staff: {
    readonly id: string;
    readonly kind: Exclude<PrincipalKind, 'resident'>;
    readonly agency: string;
    readonly roles: string[];
    readonly status: 'active' | 'suspended';
  } | null;
  readonly resident: string | null;
}

const FIND = {
  name: 'principal',
  text: 'SELECT policy.principal_v1($1, $2) AS staff, consent.sign_in_v1($1, $2) AS resident',
};

/** The directory over the two published functions, in one prepared statement. */
export class PgPrincipalDirectory extends PrincipalDirectory {
  constructor(private readonly database: PreparedQueries) {
    super();
  }

  async find(issuer: string, subject: string): Promise<Principal | null> {
    const { rows } = await this.database.query<Row>({ ...FIND, values: [issuer, subject] });
    const { staff, resident } = rows[0] ?? { staff: null, resident: null };
    if (staff !== null) return { ...staff, residentId: null };
    if (resident === null) return null;
    return { id: resident, kind: 'resident', agency: null, roles: [], residentId: resident, status: 'active' };
  }
}
