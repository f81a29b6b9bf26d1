import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/http';
import { HotDatabase } from '../keys/hot-database.js';

const RESOLVE = { name: 'resolve-resident', text: 'SELECT consent.resident_by_pseudonym_v1($1, $2) AS id' };

/**
 * Whom an id in a URL means to this principal (design 5): `me` for a resident, the pairwise pseudonym for an agency and
 * its staff. Null when it means nobody to them, whether or not it means somebody to others.
 */
@Injectable()
export class ResolveResident {
  constructor(private readonly database: HotDatabase) {}

  async of(principal: Principal, id: string): Promise<string | null> {
    if (principal.kind === 'resident') return id === 'me' ? principal.residentId : null;
    if (!/^[a-z2-7]{26}$/.test(id)) return null;
    const { rows } = await this.database.pool.query<{ id: string | null }>({
      ...RESOLVE,
      values: [principal.agency, id],
    });
    return rows[0]?.id ?? null;
  }
}
