import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { type AgreedFlow, concerning } from './concerning.js';
import type { DirectiveRow } from './directive.row.js';
import { ToldDirectives } from './told-directives.js';

/**
 * What of directives somebody is shown, in a list or by an id: residents all that may be told; an agency's people what concerns
 * their agency and what it works with the resident for, nothing discreet (domain 1.15).
 */
@Injectable()
export class ShownDirectives {
  constructor(private readonly told: ToldDirectives) {}

  async to(
    tx: Transaction,
    principal: Principal,
    residentId: string,
    directives: readonly DirectiveRow[],
  ): Promise<DirectiveRow[]> {
    const told = await this.told.of(tx, directives);
    return principal.kind === 'resident' ? told : this.ofAgency(tx, principal, residentId, told);
  }

  private async ofAgency(
    tx: Transaction,
    { agency }: Principal,
    residentId: string,
    told: readonly DirectiveRow[],
  ): Promise<DirectiveRow[]> {
    const sql = 'SELECT policy.flows_of_agency_v1($1, $2) AS flows';
    const row = await firstRow<{ flows: AgreedFlow[] }>(tx, sql, [agency, residentId]);
    return told.flatMap((directive) => concerning(directive, agency!, row!.flows) ?? []);
  }
}
