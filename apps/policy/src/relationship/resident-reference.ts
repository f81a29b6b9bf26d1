import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { HotPool } from '../storage/hot-pool.js';

const BY_PSEUDONYM = { name: 'resident-by-pseudonym', text: 'SELECT consent.resident_by_pseudonym_v1($1, $2) AS id' };
const BY_ID = {
  name: 'resident-by-id',
  text: 'SELECT CASE WHEN consent.resident_key_v1($1) IS NOT NULL THEN $1::uuid END AS id',
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PSEUDONYM = /^[a-z2-7]{26}$/;

/** The resident behind a caller's own identifier (design 5); null alike for unknown, unseen and malformed. */
@Injectable()
export class ResidentReference {
  constructor(private readonly hot: HotPool) {}

  async find(principal: Principal, reference: string): Promise<string | null> {
    if (principal.kind === 'officer') return UUID.test(reference) ? this.first(BY_ID, [reference]) : null;
    return PSEUDONYM.test(reference) ? this.first(BY_PSEUDONYM, [principal.agency, reference]) : null;
  }

  async require(principal: Principal, reference: string): Promise<string> {
    const found = await this.find(principal, reference);
    if (found === null) throw new DomainError('resident-not-found', 'there is no such resident here');
    return found;
  }

  private async first(statement: { name: string; text: string }, values: unknown[]): Promise<string | null> {
    const { rows } = await this.hot.pool.query<{ id: string | null }>({ ...statement, values });
    return rows[0]?.id ?? null;
  }
}
