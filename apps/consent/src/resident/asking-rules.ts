import { ShapeError } from '#libs/contracts';
import { DomainError, isBirthDate } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { IdentityIndexes, type PersonDetails } from './identity-indexes.js';

const HOLDERS = new Set(['health', 'social-care']);

/** Two of one birth come one after the other, so that the second sees whom the first brought in. */
const BEGIN = `SELECT policy.requester_facts_v1($1) ->> 'agencySector' AS sector,
  (fence.domain_now() AT TIME ZONE 'Europe/London')::date::text AS today,
  fence.hold_v1('birth', $2) IS NULL AS held`;

/** What holds whoever is asked about, and so is said before anything is looked up: it tells nothing. */
@Injectable()
export class AskingRules {
  constructor(private readonly indexes: IdentityIndexes) {}

  /**
   * Rejects with `invalid-search` for too little, with a field error for a birth that cannot be, and with
   * `nhs-number-not-permitted`: only health and adult social care may hold and use it (s.251A Health and Social Care Act 2012).
   */
  async begin(tx: Transaction, principal: Principal, details: PersonDetails): Promise<void> {
    requireEnough(details);
    const lock = this.indexes.birth(details).toString('hex');
    const row = await firstRow<{ sector: string | null; today: string }>(tx, BEGIN, [principal.id, lock]);
    if (!isBirthDate(details.birthDate, row!.today)) throw new ShapeError([IMPOSSIBLE]);
    if (!details.nhsNumber || HOLDERS.has(row!.sector ?? '')) return;
    throw new DomainError(
      'nhs-number-not-permitted',
      'your agency does not use the NHS number: send name, date of birth and address',
    );
  }
}

const IMPOSSIBLE = {
  field: 'birthDate',
  rule: 'birthDate',
  detail: 'birthDate must be a day on which somebody alive can have been born',
};

/** A name and a date of birth alone fit too many (domain 2: exact match). */
function requireEnough(details: PersonDetails): void {
  if (details.nhsNumber || details.postcode || details.uprn || details.localId) return;
  throw new DomainError('invalid-search', 'send a postcode, a UPRN or, where you may hold it, the NHS number as well');
}
