import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { type Meaning, whoIs } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { HotPool } from '../storage/hot-pool.js';
import { SURVIVOR } from './who-they-are-now.js';

const LINKED = {
  name: 'resident-linked',
  text: 'SELECT l.resident_id AS id FROM consent.link l WHERE l.agency = $1 AND l.resident_id = $2',
};
const SURVIVING = { name: 'resident-surviving', text: SURVIVOR };

/**
 * The `{id}` of a URL (design 5): `me` for a resident, the pairwise pseudonym for an agency's staff and system, the internal
 * id for an officer, whose agency must know the person. Unknown, unseen and malformed are one answer: not found.
 */
@Injectable()
export class ResolveResident {
  constructor(private readonly hot: HotPool) {}

  async resolve(principal: Principal, reference: string): Promise<string> {
    const meaning = await whoIs(this.hot.pool, principal, reference);
    const found = meaning.kind === 'internal' ? await this.ofOfficer(principal, meaning.id) : idOf(principal, meaning);
    if (found === null) throw residentNotFound();
    return found;
  }

  /**
   * Whether this principal may act on what is recorded about this resident: as they were when it was read or when the principal
   * signed in, or as they are once they were joined to somebody (ADR 18).
   */
  async mayActFor(principal: Principal, residentId: string): Promise<boolean> {
    if (await this.knows(principal, residentId)) return true;
    const survivor = await this.survivorOf(residentId);
    if (principal.kind !== 'resident') return survivor !== residentId && (await this.knows(principal, survivor));
    return principal.residentId !== null && (await this.survivorOf(principal.residentId)) === survivor;
  }

  private async knows(principal: Principal, residentId: string): Promise<boolean> {
    if (principal.kind === 'resident') return principal.residentId === residentId;
    return (await this.first(LINKED, [principal.agency, residentId])) !== null;
  }

  private async survivorOf(residentId: string): Promise<string> {
    return (await this.first(SURVIVING, [residentId])) ?? residentId;
  }

  /** The id of before they were joined still means them, as an agency's pseudonym does. */
  private async ofOfficer({ agency }: Principal, id: string): Promise<string | null> {
    const known = await this.first(LINKED, [agency, id]);
    return known ?? this.first(LINKED, [agency, await this.survivorOf(id)]);
  }

  private async first(statement: { name: string; text: string }, values: unknown[]): Promise<string | null> {
    const { rows } = await this.hot.pool.query<{ id: string | null }>({ ...statement, values });
    return rows[0]?.id ?? null;
  }
}

/** Officers name people by the internal id alone. */
const idOf = ({ kind }: Principal, meaning: Meaning): string | null =>
  meaning.kind === 'resident' && kind !== 'officer' ? meaning.id : null;

export function residentNotFound(): DomainError {
  return new DomainError('resident-not-found', 'there is no such resident here');
}
