import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/http';
import { AuditPool } from '../storage/audit-pool.js';

/** Whom no line is about. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const INTERNAL = /^[0-9a-f]{8}-/;

/**
 * Whom a name in a query means to this principal: the pseudonym of their own agency, for officers also the internal id.
 * Nobody where it means nobody to them, whether or not it means somebody to others.
 */
@Injectable()
export class ResolveResident {
  constructor(private readonly database: AuditPool) {}

  /** Null where the query names no one. */
  async of({ kind, agency }: Principal, name: string | undefined): Promise<string | null> {
    if (name === undefined) return null;
    if (INTERNAL.test(name)) return kind === 'officer' ? name : NOBODY;
    const sql = 'SELECT consent.resident_by_pseudonym_v1($1, $2) AS id';
    const [row] = await this.database.rows<{ id: string | null }>(sql, [agency, name]);
    return row?.id ?? NOBODY;
  }
}
