import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { holdSignIn, UnitOfWork, rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { domainNow } from '../../storage/clock.js';
import { heldTo } from '../../storage/held-to.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import { asked, NOTHING_ASKED } from './asking.js';
import { requireFittingRoles } from './fitting-roles.js';
import { presentPrincipal } from './present-principal.js';
import type { NewPrincipalDto, PrincipalDto } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

/**
 * Registers who may sign in for an agency, and as what. An officer waits for a second person (ConfirmOfficer), somebody at
 * another agency for that agency, and is nobody until then. A sign-in that is a resident's is nobody else's. The entry names the new id, never the sign-in.
 */
@Injectable()
export class RegisterPrincipal {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  register(by: Principal, id: string, person: NewPrincipalDto): Promise<PrincipalDto> {
    requireRole(by, 'ig-lead');
    const { kind, agency, roles, issuer, subject, trainingExpiresAt } = person;
    requireFittingRoles(kind, roles);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const trained = trainingExpiresAt === undefined ? null : new Date(trainingExpiresAt);
      await requireFree(tx, issuer, subject);
      const now = await domainNow(tx);
      const waits = kind === 'officer' || agency !== by.agency;
      const row: PrincipalRow = {
        ...{ id, kind, issuer, subject, agency, roles: waits ? [] : roles },
        ...(waits ? asked(by, now, roles) : NOTHING_ASKED),
        ...{ confirmedBy: null, confirmedAt: waits ? null : now },
        status: waits ? 'suspended' : 'active',
        trainingExpiresAt: trained,
        version: 1,
      };
      await heldTo(tx.insert(PrincipalRow, row), {
        unique: taken(),
        reference: new DomainError('agency-unknown', 'there is no agency with this code'),
      });
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'principal-register',
        detail: {
          ...{ principal: id, kind, of: agency, roles, waits },
          trainingExpiresAt: trained?.toISOString() ?? null,
        },
        index: { practitionerId: id, recipientAgency: agency },
      });
      return { ...presentPrincipal(row), effectiveAt };
    });
  }
}

const taken = (): DomainError => new DomainError('principal-exists', 'this sign-in is registered already');

/** Whose it is, is not said: a resident's and a colleague's are one answer. */
async function requireFree(tx: EntityManager, issuer: string, subject: string): Promise<void> {
  await holdSignIn(tx, issuer, subject);
  const sql = 'SELECT consent.sign_in_v1($1, $2) IS NOT NULL AS taken';
  const [row] = rowsOf<{ taken: boolean }>(await tx.query(sql, [issuer, subject]));
  if (row!.taken) throw taken();
}
