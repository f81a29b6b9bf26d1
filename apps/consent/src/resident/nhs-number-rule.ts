import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';

const HOLDERS = new Set(['health', 'social-care']);

/**
 * Only health and adult social care may hold and use the NHS number (s.251A Health and Social Care Act 2012; domain 1.2);
 * other agencies match by name, date of birth and address. Refused before anything is looked up, so it tells nothing.
 */
@Injectable()
export class NhsNumberRule {
  async check(tx: Transaction, principal: Principal, nhsNumber: string | undefined): Promise<void> {
    if (nhsNumber === undefined) return;
    const row = await firstRow<{ sector: string | null }>(
      tx,
      `SELECT policy.requester_facts_v1($1) ->> 'agencySector' AS sector`,
      [principal.id],
    );
    if (!HOLDERS.has(row?.sector ?? '')) {
      throw new DomainError(
        'nhs-number-not-permitted',
        'your agency does not use the NHS number: send name, date of birth and address',
      );
    }
  }
}
