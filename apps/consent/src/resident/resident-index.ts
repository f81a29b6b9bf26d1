import { randomBytes, randomUUID } from 'node:crypto';
import { rowsOf } from '#libs/messaging';
import { KeyRing, sealContent } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { IdentityIndexes, type PersonDetails } from './identity-indexes.js';
import { LinkRow } from './link.row.js';
import { ResidentRow } from './resident.row.js';

export interface NewResident extends PersonDetails {
  readonly givenName: string;
}

/** A person who fits, with the asking agency's pseudonym for them where it has linked them. */
export interface Fit {
  readonly residentId: string;
  readonly pseudonym: string | null;
  readonly hasNhsNumber: boolean;
}

const FITTING = `
  SELECT r.id AS "residentId", l.pseudonym, r.nhs_number_index IS NOT NULL AS "hasNhsNumber" FROM consent.resident r
    LEFT JOIN consent.link l ON l.resident_id = r.id AND l.agency = $1
   WHERE r.match_indexes @> ARRAY[$2::bytea] AND ($3::bytea[] = '{}' OR r.match_indexes && $3::bytea[])
     AND ($4::bytea IS NULL OR r.nhs_number_index = $4)
   LIMIT 2`;

/** The small master index: who there is, and how each agency knows them. */
@Injectable()
export class ResidentIndex {
  constructor(
    private readonly indexes: IdentityIndexes,
    private readonly ring: KeyRing,
  ) {}

  /** At most two, since one more than one is already too many. One statement, whatever was given and found. */
  async fitting(tx: Transaction, agency: string, details: PersonDetails): Promise<readonly Fit[]> {
    const nhs = details.nhsNumber === undefined ? null : this.indexes.nhsNumber(details.nhsNumber);
    const values = [agency, this.indexes.person(details), this.indexes.addresses(details), nhs];
    return rowsOf<Fit>(await tx.query(FITTING, values));
  }

  async holdsNhsNumber(tx: Transaction, nhsNumber: string): Promise<boolean> {
    return tx.existsBy(ResidentRow, { nhsNumberIndex: this.indexes.nhsNumber(nhsNumber) });
  }

  /** Creates a resident with a data key of their own. Rejects with 23505 when somebody else holds the NHS number. */
  async create(tx: Transaction, id: string, person: NewResident): Promise<void> {
    const { dataKey, wrapped } = this.ring.newDataKey({ level: 'resident', id });
    const { familyName, givenName, birthDate, nhsNumber, postcode, uprn } = person;
    const identity = {
      familyName,
      givenName,
      birthDate,
      nhsNumber: nhsNumber ?? null,
      postcode: postcode ?? null,
      uprn: uprn ?? null,
    };
    await tx.insert(ResidentRow, {
      id,
      sealedIdentity: sealContent(identity, dataKey, `identity/${id}`),
      nhsNumberIndex: nhsNumber === undefined ? null : this.indexes.nhsNumber(nhsNumber),
      matchIndexes: [this.indexes.person(person), ...this.indexes.addresses(person)],
    });
    await tx.query('INSERT INTO consent.resident_key (resident_id, wrapped_key) VALUES ($1, $2)', [id, wrapped]);
  }

  /**
   * Links a resident to an agency's own id; the same link again is the same pseudonym. Null when the agency knows the
   * resident, or uses the local id, otherwise: that needs a person's check, and says no more than "no match".
   */
  async link(
    tx: Transaction,
    residentId: string,
    agency: string,
    localId: string,
    dataKey: Buffer,
  ): Promise<{ pseudonym: string; created: boolean } | null> {
    const localIdIndex = this.indexes.localId(agency, localId);
    const id = randomUUID();
    const pseudonym = randomPseudonym();
    const made = await firstRow<{ pseudonym: string }>(
      tx,
      `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING pseudonym`,
      [id, residentId, agency, localIdIndex, sealContent(localId, dataKey, `link/${id}`), pseudonym],
    );
    if (made !== undefined) return { pseudonym, created: true };
    const kept = await tx.findOneBy(LinkRow, { residentId, agency, localIdIndex });
    return kept === null ? null : { pseudonym: kept.pseudonym, created: false };
  }
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** 26 characters of base32: 130 random bits, so it says nothing and is not guessed. */
function randomPseudonym(): string {
  return [...randomBytes(26)].map((byte) => ALPHABET[byte & 31]).join('');
}
