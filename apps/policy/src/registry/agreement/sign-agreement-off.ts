import { DomainError, type BasedOn } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../../trail/officer-role.js';
import type { AgreementDto } from './agreement-answer.dto.js';
import { AgreementLedger } from './agreement-ledger.js';
import { hashOf } from './agreement-terms.js';
import type { NewSignOffDto } from './agreement.dto.js';
import type { SignOff } from './sign-off.js';

/**
 * Records that an office holder signed (domain 1.9): the proposal where there is one, else a draft's terms. If-Match
 * says which version lay before them; the signature carries the hash of it. The same role again replaces the first.
 */
@Injectable()
export class SignAgreementOff {
  constructor(private readonly ledger: AgreementLedger) {}

  async signOff(
    by: Principal,
    id: string,
    basedOn: BasedOn,
    { role, name, signedAt }: NewSignOffDto,
  ): Promise<AgreementDto> {
    requireRole(by, 'ig-lead', 'policy-author');
    return this.ledger.change(by, id, basedOn, ({ row, terms, proposal, now }) => {
      if (new Date(signedAt) > now) throw new DomainError('invalid-period', 'signedAt lies in the future');
      const hash = proposal?.hash ?? hashOf(id, terms);
      const signed: SignOff = { role, name, signedAt: new Date(signedAt).toISOString(), hash };
      const detail = { role, signed: hash };
      if (proposal)
        return { change: 'sign-off', detail, proposal: { ...proposal, signOffs: add(proposal.signOffs, signed) } };
      if (row.state === 'draft') return { change: 'sign-off', detail, signOffs: add(row.signOffs, signed) };
      throw new DomainError('agreement-in-other-state', 'there is nothing to sign: neither a draft nor a proposal');
    });
  }
}

const add = (signOffs: readonly SignOff[], signed: SignOff): SignOff[] => [
  ...signOffs.filter(({ role }) => role !== signed.role),
  signed,
];
