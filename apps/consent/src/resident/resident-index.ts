import { randomBytes, randomUUID } from 'node:crypto';
import { yearsAfter } from '#libs/calendar';
import type { Principal } from '#libs/http';
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

interface Birthdays {
  readonly sixteenAt: Date;
  readonly eighteenAt: Date;
}

const FITTING = `
  SELECT r.id AS "residentId", l.pseudonym, r.nhs_number_index IS NOT NULL AS "hasNhsNumber" FROM consent.resident r
    LEFT JOIN consent.link l ON l.resident_id = r.id AND l.agency = $1
   WHERE r.match_indexes @> ARRAY[$2::bytea] AND ($3::bytea[] = '{}' OR r.match_indexes && $3::bytea[])
     AND ($4::bytea IS NULL OR r.nhs_number_index = $4) AND ($6::bytea IS NULL OR l.local_id_index = $6)
     AND ($5::uuid IS NULL OR $3::bytea[] = '{}' OR NOT EXISTS (SELECT 1 FROM consent.shield s
       WHERE s.resident_id = r.id AND s.ends_at IS NULL AND NOT EXISTS (SELECT 1 FROM consent.shield_allowance a
         WHERE a.shield_id = s.id AND a.agency = $1 AND a.ended_at IS NULL AND a.until > fence.domain_now()
           AND (a.practitioner_id IS NULL OR a.practitioner_id = $5))))
   LIMIT 2`;

const BIRTHDAYS = `SELECT ($1::date)::timestamp AT TIME ZONE 'Europe/London' AS "sixteenAt",
    ($2::date)::timestamp AT TIME ZONE 'Europe/London' AS "eighteenAt"
  WHERE ($2::date)::timestamp AT TIME ZONE 'Europe/London' > fence.domain_now()`;

/** The small master index: who there is, and how each agency knows them. */
@Injectable()
export class ResidentIndex {
  constructor(
    private readonly indexes: IdentityIndexes,
    private readonly ring: KeyRing,
  ) {}

  /** Who fits, for an import, which answers the same whether it finds somebody or not. */
  fitting(tx: Transaction, agency: string, details: PersonDetails): Promise<readonly Fit[]> {
    return this.fits(tx, agency, details, null);
  }

  /**
   * Who fits, for an asker who learns it. Somebody behind a location shield fits no address for those whom it does not
   * allow (domain 1.15): an answer would tell that they live there. By NHS number, or by the agency's own, they are found as before.
   */
  seenBy(tx: Transaction, { id, agency }: Principal, details: PersonDetails): Promise<readonly Fit[]> {
    return this.fits(tx, agency!, details, id);
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
      ...(await this.birthdays(tx, birthDate)),
    });
    await tx.query('INSERT INTO consent.resident_key (resident_id, wrapped_key) VALUES ($1, $2)', [id, wrapped]);
  }

  /** At most two, since one more than one is already too many. One statement, whatever was given and found. */
  private async fits(
    tx: Transaction,
    agency: string,
    details: PersonDetails,
    asker: string | null,
  ): Promise<readonly Fit[]> {
    const nhs = details.nhsNumber === undefined ? null : this.indexes.nhsNumber(details.nhsNumber);
    const own = details.localId === undefined ? null : this.indexes.localId(agency, details.localId);
    const values = [agency, this.indexes.person(details), this.indexes.addresses(details), nhs, asker, own];
    return rowsOf<Fit>(await tx.query(FITTING, values));
  }

  /** Both are undefined for an adult: of them no age is kept in clear. An age is reached when its birthday begins. */
  private async birthdays(tx: Transaction, birthDate: string): Promise<Birthdays | undefined> {
    return firstRow<Birthdays>(tx, BIRTHDAYS, [yearsAfter(birthDate, 16), yearsAfter(birthDate, 18)]);
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
