import { Injectable } from '@nestjs/common';
import { type Json, readIdentity } from '#libs/domain';
import type { Facts } from '#libs/pdp';
import type { HeldKey } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';
import type { Candidate } from './candidates.js';

const FETCH = { name: 'sealed-identity', text: 'SELECT consent.sealed_identity_v1($1) AS sealed' };

/**
 * What a sealed delivery says of the person: always the recipient's own local id, so that it lands on the right file;
 * name and date of birth where the agreement names DEMOG; the NHS number only between health and adult social care
 * (s.251A Health and Social Care Act 2012).
 */
@Injectable()
export class PersonInDelivery {
  constructor(private readonly database: HotDatabase) {}

  async of(candidate: Candidate, agreementId: string | null, facts: Facts, identityKey: HeldKey): Promise<Json> {
    const localId = identityKey.open(candidate.sealedLocalId!, `link/${candidate.linkId}`);
    const agreement = facts.agreements.find((item) => item.id === agreementId);
    if (!agreement?.categories.includes('DEMOG')) return { localId };
    const { rows } = await this.database.pool.query<{ sealed: Buffer | null }>({
      ...FETCH,
      values: [candidate.residentId],
    });
    const sealed = rows[0]?.sealed;
    if (!sealed) return { localId };
    const identity = readIdentity(identityKey.open(sealed, `identity/${candidate.residentId}`));
    const { familyName, givenName, birthDate, nhsNumber } = identity;
    const sector = facts.requester?.agencySector;
    const mayHoldNhsNumber = sector === 'health' || sector === 'social-care';
    return { localId, familyName, givenName, birthDate, ...(mayHoldNhsNumber && nhsNumber ? { nhsNumber } : {}) };
  }
}
