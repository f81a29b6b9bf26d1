import { Injectable } from '@nestjs/common';
import { isPseudonym } from '#libs/domain';
import { SharedRead } from '#libs/persistence';
import { type HeldRow, heldRows, KeyReader, type Keys, meantBy } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';

/** Whom updates are about, and the keys that hold what their sender says of them. */
export interface Holders {
  /** Null where it means nobody to the sender. */
  residentOf(pseudonym: string): string | null;
  readonly keys: Keys;
}

interface Named {
  readonly agency: string;
  readonly pseudonyms: readonly string[];
}

type Row =
  | { readonly agency: string; readonly pseudonym: string; readonly id: string | null }
  | (HeldRow & { readonly agency: null });

/** The residents first, then their keys, as rows of the same columns. */
const HOLDERS = {
  name: 'update-holders',
  text: `WITH meant AS MATERIALIZED (
      SELECT m.agency, m.pseudonym, ${meantBy('m.agency', 'm.pseudonym')} AS id FROM unnest($1::text[], $2::text[]) AS m(agency, pseudonym))
    SELECT agency, pseudonym, id, NULL AS controller, NULL::bytea AS wrapped FROM meant
    UNION ALL SELECT NULL, NULL, k.id, k.controller, k.wrapped
      FROM (${heldRows('ARRAY(SELECT id FROM meant WHERE id IS NOT NULL)', 'ARRAY(SELECT DISTINCT agency FROM meant)')}) k`,
};

const nameOf = (agency: string, pseudonym: string): string => `${agency} ${pseudonym}`;

/**
 * Read in one statement, shared with whoever posts meanwhile: so it may answer of other agencies' residents, too, and each takes
 * their own out by agency and pseudonym. A key that is not there yet is made.
 */
@Injectable()
export class UpdateHolders {
  private readonly reads = new SharedRead((named: readonly Named[]) => this.read(named));

  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
  ) {}

  async of(agency: string, pseudonyms: readonly string[]): Promise<Holders> {
    // What cannot be a pseudonym never reaches the database.
    const asked = [...new Set(pseudonyms.filter(isPseudonym))];
    const rows = asked.length === 0 ? [] : await this.reads.of({ agency, pseudonyms: asked });
    const own = new Map(rows.flatMap((row) => (row.agency === agency ? [[row.pseudonym, row.id] as const] : [])));
    const residents = asked.flatMap((pseudonym) => own.get(pseudonym) ?? []);
    const isOwn = new Set(residents);
    const read = this.keys.ofRows(rows.filter((row) => row.agency === null && isOwn.has(row.id)) as HeldRow[]);
    const holdings = residents.map((residentId) => ({ residentId, controller: agency }));
    const keys = await this.keys.withHoldings(this.database.pool, read, holdings);
    return { keys, residentOf: (pseudonym) => own.get(pseudonym) ?? null };
  }

  protected async read(named: readonly Named[]): Promise<readonly Row[]> {
    const pairs = named.flatMap(({ agency, pseudonyms }) =>
      pseudonyms.map((pseudonym) => [agency, pseudonym] as const),
    );
    const distinct = [...new Map(pairs.map((pair) => [nameOf(...pair), pair])).values()];
    const values = [distinct.map(([agency]) => agency), distinct.map(([, pseudonym]) => pseudonym)];
    return (await this.database.pool.query<Row>({ ...HOLDERS, values })).rows;
  }
}
