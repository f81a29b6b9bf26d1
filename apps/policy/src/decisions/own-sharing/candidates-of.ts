import type { Facts, RequesterFact } from '#libs/pdp';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';

/** Somebody who might ask. */
export interface Candidate extends RequesterFact {
  /** Their agency has linked the resident: without that, nobody there can name them, and no delivery finds them. */
  readonly knows: boolean;
}

/**
 * Of those who hold the same roles at the same agency one stands for all, the one trained longest; who is named in an entry
 * or a shield of the resident's stands for themselves.
 */
const CANDIDATES = {
  name: 'sharing-candidates',
  text: `SELECT DISTINCT ON (p.agency, p.kind, p.roles, CASE WHEN p.id = ANY ($2::uuid[]) THEN p.id END)
      p.id, p.kind, p.agency, a.sector AS "agencySector", a.status AS "agencyStatus", p.roles, p.status,
      to_jsonb(p.training_expires_at) #>> '{}' AS "trainingExpiresAt",
      consent.pseudonym_v1(p.agency, $3) IS NOT NULL AS knows
    FROM policy.principal p JOIN policy.agency a ON a.code = p.agency
    WHERE p.agency = ANY ($1) AND p.kind IN ('practitioner', 'system') AND p.status = 'active'
    ORDER BY p.agency, p.kind, p.roles, CASE WHEN p.id = ANY ($2::uuid[]) THEN p.id END,
      p.training_expires_at DESC NULLS LAST, p.id`,
};

/** Who might ask about a resident: enough people and systems to tell whether anybody would be answered yes. */
@Injectable()
export class CandidatesOf {
  constructor(private readonly database: HotDatabase) {}

  async find(recipients: readonly string[], facts: readonly Facts[], residentId: string): Promise<Candidate[]> {
    const values = [recipients, [...new Set(facts.flatMap(namedIn))], residentId];
    return (await this.database.pool.query<Candidate>({ ...CANDIDATES, values })).rows;
  }
}

const namedIn = ({ relationships, shields }: Facts): string[] =>
  [...relationships, ...shields.flatMap(({ allowed }) => allowed)].flatMap(
    ({ practitionerId }) => practitionerId ?? [],
  );
