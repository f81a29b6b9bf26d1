import { SharedRead } from '#libs/persistence';
import type { Principal, PrincipalKind } from './principal.js';
import { PrincipalDirectory } from './principal-directory.js';

/** What this adapter needs of a `pg` pool on the primary. */
export interface PreparedQueries {
  query<Row extends object>(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

interface Name {
  readonly issuer: string;
  readonly subject: string;
}

interface Row extends Name {
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
  name: 'principals',
  text: `SELECT i.issuer, i.subject, policy.principal_v1(i.issuer, i.subject) AS staff, consent.sign_in_v1(i.issuer, i.subject) AS resident
    FROM unnest($1::text[], $2::text[]) AS i(issuer, subject)`,
};

/** The directory over the two published functions, in one prepared statement for whoever arrives meanwhile. */
export class PgPrincipalDirectory extends PrincipalDirectory {
  private readonly reads = new SharedRead((names: readonly Name[]) => this.read(names));

  constructor(private readonly database: PreparedQueries) {
    super();
  }

  async find(issuer: string, subject: string): Promise<Principal | null> {
    const rows = await this.reads.of({ issuer, subject });
    const own = rows.find((row) => row.issuer === issuer && row.subject === subject);
    const { staff, resident } = own ?? { staff: null, resident: null };
    if (staff !== null) return { ...staff, residentId: null };
    if (resident === null) return null;
    return { id: resident, kind: 'resident', agency: null, roles: [], residentId: resident, status: 'active' };
  }

  private async read(names: readonly Name[]): Promise<Row[]> {
    const values = [names.map(({ issuer }) => issuer), names.map(({ subject }) => subject)];
    const { rows } = await this.database.query<Row>({ ...FIND, values });
    return rows;
  }
}
