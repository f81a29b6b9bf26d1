import { areNearNames, fitsGivenName, type Likeness, type Names, readIdentity } from '#libs/domain';
import { rowsOf } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { type DataKey, KeyReader } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { IdentityIndexes, type IdentityIndex, type PersonDetails } from './identity-indexes.js';

/** Somebody who might be meant, with what it takes to add to what is known of them. */
export interface Resembling extends Likeness {
  readonly sealedIdentity: Buffer;
  /** None of somebody erased; `unreadable` where nothing can be read of them, or added. */
  readonly key: DataKey;
}

interface Found extends Omit<Resembling, 'nearNames' | 'fitsGiven' | 'key'> {
  readonly wrappedKey: Buffer | null;
  /** What agencies said of them later, sealed. */
  readonly details: readonly { readonly id: string; readonly sealed: string }[];
}

/** All that one search can weigh, the most alike first: in a large house this many were born in one month of one year. */
const MOST = 40;
/** Of what was said of one person, the latest: names beyond are found by their indexes alone. */
const MOST_DETAILS = 8;

/** Of one whose names cannot be read. */
const ANYBODY = { nearNames: true, fitsGiven: false };

/**
 * Each step reads what the one before it found, and no table as a whole. `OFFSET 0` holds it to that: by statistics of a time
 * when there were few residents, reading all of them first looks cheap, and a place brings them in by the thousand.
 */
const ALIKE = `
  WITH near AS MATERIALIZED (
    SELECT k.resident_id AS id FROM consent.identity_index k WHERE k.value = ANY ($1::bytea[])
    UNION SELECT l.resident_id FROM consent.link l WHERE l.agency = $3 AND l.local_id_index IN ($4, $5)
    UNION SELECT o.resident_id FROM consent.other_link o WHERE o.agency = $3 AND o.local_id_index IN ($4, $5))
  SELECT r.id AS "residentId", r.provisional_for AS "provisionalFor", r.sealed_identity AS "sealedIdentity",
    r.wrapped_key AS "wrappedKey", r.shielded, h.hits, h.has, d.details,
    CASE WHEN o.contested THEN 'contested' WHEN o.own THEN 'yes' ELSE 'no' END AS own
  FROM near
    CROSS JOIN LATERAL (SELECT p.*, k.wrapped_key,
        EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = near.id AND s.ends_at IS NULL) AS shielded
      FROM consent.resident p LEFT JOIN consent.resident_key k ON k.resident_id = near.id
      WHERE p.id = near.id AND p.joined_to IS NULL OFFSET 0) AS r
    CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT i.kind), '{}') AS has,
        coalesce(array_agg(DISTINCT i.kind) FILTER (WHERE i.value = ANY ($2::bytea[])), '{}') AS hits
      FROM consent.identity_index i WHERE i.resident_id = near.id) AS h
    CROSS JOIN LATERAL (SELECT coalesce(bool_or(x.at = $4), false) AS own,
        coalesce(bool_or(x.at = $5), false) AS contested
      FROM (SELECT l.local_id_index AS at FROM consent.link l WHERE l.resident_id = near.id AND l.agency = $3
        UNION ALL SELECT a.local_id_index FROM consent.other_link a WHERE a.resident_id = near.id AND a.agency = $3) AS x) AS o
    CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'sealed', encode(x.sealed_identity, 'base64'))), '[]')
        AS details
      FROM (SELECT * FROM consent.identity_detail e WHERE e.resident_id = near.id ORDER BY e.received_at DESC LIMIT ${MOST_DETAILS}) AS x) AS d
  ORDER BY o.own OR o.contested DESC, cardinality(h.hits) DESC, r.id LIMIT ${MOST}`;

/**
 * Whom details might be about, by what they have in common; one statement, whoever is found. Keyed indexes compare what is
 * equal; how far names are from each other is seen by reading those of the few who were found.
 */
@Injectable()
export class Likenesses {
  constructor(
    private readonly indexes: IdentityIndexes,
    private readonly keys: KeyReader,
    private readonly log: Log,
  ) {}

  async of(
    tx: Transaction,
    agency: string,
    details: PersonDetails,
    said: readonly IdentityIndex[],
  ): Promise<readonly Resembling[]> {
    const { localId } = details;
    const own = localId ? this.indexes.localId(agency, localId) : null;
    const contested = localId ? this.indexes.contestedId(agency, localId, details) : null;
    const compared = [...said, ...this.indexes.bare(details)].map(({ value }) => value);
    const values = [this.indexes.finding(details, said), compared, agency, own, contested];
    return rowsOf<Found>(await tx.query(ALIKE, values)).map((found) => this.compared(details, found));
  }

  /** Somebody whose names cannot be read may be anybody: they are to be looked at, and keep nobody from being brought in. */
  private compared(said: PersonDetails, found: Found): Resembling {
    const { details: _, wrappedKey, ...rest } = found;
    const key = this.keys.ofRow(found.residentId, wrappedKey);
    if (key.state === 'unreadable') return { ...rest, key, ...ANYBODY };
    try {
      const names = namesOf(found, key);
      const nearNames = names.some((other) => areNearNames(said, other));
      const fitsGiven = names.some((other) => fitsGivenName(said.givenName, other.givenName));
      return { ...rest, key, nearNames, fitsGiven };
    } catch (err) {
      this.log.error({ err, residentId: found.residentId }, 'a sealed identity cannot be read: it cannot be compared');
      return { ...rest, key, ...ANYBODY };
    }
  }
}

/** None of somebody erased. */
function namesOf({ residentId: id, sealedIdentity, details }: Found, key: DataKey): readonly Names[] {
  if (key.state !== 'held') return [];
  const open = (sealed: Buffer, place: string): Names => readIdentity(key.open(sealed, place));
  return [
    open(sealedIdentity, `identity/${id}`),
    ...details.map(({ id: at, sealed }) => open(Buffer.from(sealed, 'base64'), `identity-detail/${at}`)),
  ];
}
