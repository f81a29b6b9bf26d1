import { ApiProblem, StillInWork } from '#libs/client';
import type { TownApi } from '../town/town-api.js';
import type { TownRelationship } from '../town/town-data.js';
import { principalId } from './put-people.js';
import type { Pseudonyms } from './put-resident.js';
import { sayer } from './sayer.js';

/** Caseload, referral and assignment entries of one resident, each said by its agency. Idempotent by its key. */
export async function putRelationships(
  api: TownApi,
  entries: readonly TownRelationship[],
  pseudonyms: Pseudonyms,
): Promise<void> {
  for (const { resident, agency, kind, purpose, practitioner } of entries) {
    const body = {
      ...{ resident: pseudonyms[agency]!, kind, purpose },
      ...(practitioner ? { practitionerId: principalId(practitioner) } : {}),
    };
    const idempotencyKey = ['town', resident, agency, kind, purpose, practitioner ?? 'all'].join(':');
    const header = { 'Idempotency-Key': idempotencyKey };
    await unlessThere(api.as(sayer(agency)).post('/api/policy/v1/relationships', { header, body }));
  }
}

/** The answer to a repeat may have been forgotten by now; that it is there already is as good. */
async function unlessThere(post: Promise<unknown>): Promise<void> {
  await post.catch((error: unknown) => {
    if (error instanceof ApiProblem ? error.status !== 409 : !(error instanceof StillInWork)) throw error;
  });
}
