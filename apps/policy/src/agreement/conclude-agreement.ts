import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import type { Json } from '#libs/tlog';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../storage/clock.js';
import { heldTo } from '../storage/held-to.js';
import { requireRole } from '../trail/officer-role.js';
import { Trail } from '../trail/trail.js';
import type { AgreementDto } from './agreement-answer.dto.js';
import type { NewAgreementDto } from './agreement.dto.js';
import { AgreementPartyRow } from './agreement-party.row.js';
import { AgreementRow } from './agreement.row.js';
import { presentAgreement } from './present-agreement.js';

/**
 * Writes an agreement down, as a draft or live at once (domain 1.9). A live one opens the flows that it names from
 * `startsAt` on, and fences as every change of the place does. Refuses an id that is taken.
 */
@Injectable()
export class ConcludeAgreement {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  run(by: Principal, asked: NewAgreementDto): Promise<AgreementDto> {
    requireRole(by, 'ig-lead');
    const row = toRow(asked, by);
    const parties = asked.parties.map(({ source, recipient }) => ({ agreementId: asked.id, source, recipient }));
    requireSound(row, parties);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      await heldTo(tx.insert(AgreementRow, row), {
        unique: new DomainError('agreement-exists', 'an agreement with this id is written down already'),
      });
      await heldTo(tx.insert(AgreementPartyRow, parties), {
        reference: new DomainError('agency-unknown', 'a party is not an agency of this place'),
      });
      const shown = presentAgreement(row, parties, await domainNow(tx));
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'agreement-conclude',
        detail: { agreement: { ...shown, state: row.state } as unknown as Json },
        index: { agreement: row.id, purpose: row.purpose, categories: row.categories },
      });
      return { ...shown, effectiveAt };
    });
  }
}

function toRow(asked: NewAgreementDto, by: Principal): AgreementRow {
  const { id, title, purpose, mode, categories, recipientRoles } = asked;
  return {
    ...{ id, title, purpose, mode, categories, recipientRoles, version: 1, createdBy: by.id },
    state: asked.state ?? 'draft',
    systemRoles: asked.systemRoles ?? true,
    redactions: asked.redactions ?? {},
    maxConsentDays: asked.maxConsentDays ?? null,
    startsAt: new Date(asked.startsAt),
    expiresAt: asked.expiresAt ? new Date(asked.expiresAt) : null,
    reviewAt: asked.reviewAt ? new Date(asked.reviewAt) : null,
  };
}

/** What one field alone does not show to be wrong. */
function requireSound(row: AgreementRow, parties: readonly AgreementPartyRow[]): void {
  const pairs = parties.map(({ source, recipient }) => `${source} ${recipient}`);
  if (new Set(pairs).size < pairs.length) throw new DomainError('invalid-parties', 'a direction stands twice');
  if (parties.some(({ source, recipient }) => source === recipient)) {
    throw new DomainError('invalid-parties', 'an agency needs no agreement with itself');
  }
  if (row.expiresAt !== null && row.expiresAt <= row.startsAt) {
    throw new DomainError('invalid-period', 'expiresAt must lie after startsAt');
  }
  if (!Object.keys(row.redactions).every((category) => (row.categories as string[]).includes(category))) {
    throw new DomainError('invalid-redactions', 'redactions name a category that the agreement does not');
  }
}
