import { DISCREET_PURPOSES, type DirectiveReach, toldReach } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import { ConsentConfig } from '../config.js';
import type { Transaction } from '../storage/transaction.js';
import { AgreementBounds } from './agreement-bounds.js';

/**
 * What a resident's own pages may tell of directives (domain 1.15, "Discreet"): who holds the phone may not be the resident,
 * so what names something discreet alone is told in person, by a named worker.
 */
@Injectable()
export class ToldDirectives {
  constructor(
    private readonly config: ConsentConfig,
    private readonly bounds: AgreementBounds,
  ) {}

  /** Those that may be told, as far as they may, in their order. */
  async of<Directive extends DirectiveReach>(tx: Transaction, directives: readonly Directive[]): Promise<Directive[]> {
    const discreet = new Set<string>();
    for (const agreement of new Set(directives.map((directive) => directive.agreement)))
      if (agreement !== null && (await this.isDiscreet(tx, agreement))) discreet.add(agreement);
    return directives
      .filter(({ agreement }) => agreement === null || !discreet.has(agreement))
      .flatMap((directive) => toldReach(directive, this.config.DISCREET_AGENCIES) ?? []);
  }

  isAgency(code: string): boolean {
    return this.config.DISCREET_AGENCIES.includes(code);
  }

  private async isDiscreet(tx: Transaction, agreement: string): Promise<boolean> {
    const { mode, purpose, recipients, categories } = await this.bounds.of(tx, agreement);
    if (mode === 'SAFEGUARDING' || DISCREET_PURPOSES.some((one) => one === purpose)) return true;
    const reach = { sources: null, recipients, categories, purposes: null, agreement };
    return toldReach(reach, this.config.DISCREET_AGENCIES) === null;
  }
}
