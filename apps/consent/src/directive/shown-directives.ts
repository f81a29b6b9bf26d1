import { type DirectiveReach, isObjection } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { isDecider } from '../resident/require-decider.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { type AgreedFlow, concerning } from './concerning.js';
import type { NewVersion } from './directive-store.js';
import { ToldDirectives } from './told-directives.js';

/** Whoever looks, or would: what they are shown follows from these. */
export type Viewer = Pick<Principal, 'kind' | 'agency' | 'roles'>;

/** Empty, as null would mean all. */
export const UNTOLD = { sources: [], recipients: [], categories: [], purposes: [], agreement: null };

export const isUntold = ({ sources }: DirectiveReach): boolean => sources?.length === 0;

/**
 * What of directives somebody is shown, in a list or by an id: residents all that may be told; an agency's people what concerns
 * their agency and what it works with the resident for, nothing discreet (domain 1.15).
 */
@Injectable()
export class ShownDirectives {
  constructor(private readonly discreet: ToldDirectives) {}

  /** What may be told to somebody at all, in their order: without what is discreet. */
  told<Said extends DirectiveReach>(tx: Transaction, directives: readonly Said[]): Promise<Said[]> {
    return this.discreet.of(tx, directives);
  }

  /** Whether its one recipient is discreet: what it says is that agency's own to know. */
  isForDiscreet({ recipients }: DirectiveReach): boolean {
    return recipients?.length === 1 && this.discreet.isAgency(recipients[0]!);
  }

  async to<Said extends DirectiveReach>(
    tx: Transaction,
    viewer: Viewer,
    residentId: string,
    directives: readonly Said[],
  ): Promise<Said[]> {
    const told = await this.told(tx, directives);
    return viewer.kind === 'resident' ? told : this.ofAgency(tx, viewer, residentId, told);
  }

  /**
   * One that they named or changed, as far as it is shown; where nothing of it is, that it is there and nothing more. Who decides
   * objections weighs all of one that may be told, whomever it is about (UK GDPR Art 21).
   */
  async one<Said extends NewVersion>(tx: Transaction, viewer: Viewer, said: Said): Promise<Said> {
    const [shown] =
      isObjection(said) && isDecider(viewer)
        ? await this.told(tx, [said])
        : await this.to(tx, viewer, said.residentId, [said]);
    return shown ?? { ...said, ...UNTOLD };
  }

  private async ofAgency<Said extends DirectiveReach>(
    tx: Transaction,
    { agency }: Viewer,
    residentId: string,
    told: readonly Said[],
  ): Promise<Said[]> {
    const sql = 'SELECT policy.flows_of_agency_v1($1, $2) AS flows';
    const row = await firstRow<{ flows: AgreedFlow[] }>(tx, sql, [agency, residentId]);
    return told.flatMap((directive) => concerning(directive, agency!, row!.flows) ?? []);
  }
}
