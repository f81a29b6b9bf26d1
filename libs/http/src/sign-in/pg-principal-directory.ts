import { SharedRead } from '#libs/persistence';
import { principalFrom, standsBehind, type StandsBehind } from './found-principal.js';
import type { Principal } from './principal.js';
import { type Name, PrincipalDirectory } from './principal-directory.js';

/** What this adapter needs of a `pg` pool on the primary. */
export interface PreparedQueries {
  query<Row extends object>(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

type Row = Name & StandsBehind;

const FIND = {
  name: 'principals',
  text: `SELECT i.issuer, i.subject, ${standsBehind('i.issuer', 'i.subject')} FROM unnest($1::text[], $2::text[]) AS i(issuer, subject)`,
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
    return own ? principalFrom(own) : null;
  }

  private async read(names: readonly Name[]): Promise<Row[]> {
    const values = [names.map(({ issuer }) => issuer), names.map(({ subject }) => subject)];
    const { rows } = await this.database.query<Row>({ ...FIND, values });
    return rows;
  }
}
