import { type Likeness } from '#libs/domain';
import { rowsOf } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { IdentityIndexes, type IdentityIndex, type PersonDetails } from './identity-indexes.js';

/** Somebody who might be meant, with what it takes to add to what is known of them. */
export interface Resembling extends Likeness {
  readonly sealedIdentity: Buffer;
  readonly wrappedKey: Buffer | null;
}

/** More would be a fault of the sender's: all that one search can weigh. The most alike first. */
const MOST = 12;

const ALIKE = `
  WITH near AS (
    SELECT k.resident_id AS id FROM consent.identity_index k WHERE k.value = ANY ($1::bytea[])
    UNION SELECT l.resident_id FROM consent.link l WHERE l.agency = $3 AND l.local_id_index IN ($4, $5)
    UNION SELECT o.resident_id FROM consent.other_link o WHERE o.agency = $3 AND o.local_id_index IN ($4, $5))
  SELECT r.id AS "residentId", r.provisional_for AS "provisionalFor", r.sealed_identity AS "sealedIdentity",
    k.wrapped_key AS "wrappedKey", h.hits, h.has,
    EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = r.id AND s.ends_at IS NULL) AS shielded,
    o.linked, CASE WHEN o.contested THEN 'contested' WHEN o.own THEN 'yes' ELSE 'no' END AS own
  FROM near JOIN consent.resident r ON r.id = near.id AND r.joined_to IS NULL
    LEFT JOIN consent.resident_key k ON k.resident_id = r.id
    CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT i.kind), '{}') AS has,
        coalesce(array_agg(DISTINCT i.kind) FILTER (WHERE i.value = ANY ($2::bytea[])), '{}') AS hits
      FROM consent.identity_index i WHERE i.resident_id = r.id) AS h
    CROSS JOIN LATERAL (SELECT count(*) > 0 AS linked, coalesce(bool_or(x.at = $4), false) AS own,
        coalesce(bool_or(x.at = $5), false) AS contested
      FROM (SELECT l.local_id_index AS at FROM consent.link l WHERE l.resident_id = r.id AND l.agency = $3
        UNION ALL SELECT a.local_id_index FROM consent.other_link a WHERE a.resident_id = r.id AND a.agency = $3) AS x) AS o
  ORDER BY o.own OR o.contested DESC, cardinality(h.hits) DESC, r.id LIMIT ${MOST}`;

/** Whom details might be about, by what they have in common; one statement, whoever is found. */
@Injectable()
export class Likenesses {
  constructor(private readonly indexes: IdentityIndexes) {}

  async of(
    tx: Transaction,
    agency: string,
    details: PersonDetails,
    said: readonly IdentityIndex[],
  ): Promise<readonly Resembling[]> {
    const { localId } = details;
    const own = localId ? this.indexes.localId(agency, localId) : null;
    const contested = localId ? this.indexes.contestedId(agency, localId, details) : null;
    const compared = [...said.map(({ value }) => value), this.indexes.bare(details)];
    const values = [this.indexes.finding(details, said), compared, agency, own, contested];
    return rowsOf<Resembling>(await tx.query(ALIKE, values));
  }
}
