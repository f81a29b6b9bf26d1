import { DomainError, isRole, type Role, type Sector } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AgreementPartyRow } from '../../registry/agreement/agreement-party.row.js';
import { termsOf, type AgreementTerms } from '../../registry/agreement/agreement-terms.js';
import { AgreementRow } from '../../registry/agreement/agreement.row.js';
import { PolicyConfig } from '../../config.js';
import { toldTerms } from '../own-sharing/told-terms.js';
import { HotDatabase } from '../../storage/hot-database.js';
import type { Cast, Recipient } from './cast.js';
import type { ChoiceDto } from './rehearsal.dto.js';

interface AgencyRow {
  readonly code: string;
  readonly name: string;
  readonly sector: Sector;
  readonly status: 'active' | 'suspended';
  readonly roles: readonly string[];
}

const AGENCIES = {
  name: 'rehearsal-agencies',
  text: `SELECT a.code, a.name, a.sector, a.status, ARRAY(SELECT DISTINCT role FROM policy.principal p
      CROSS JOIN unnest(p.roles) AS role WHERE p.agency = a.code AND p.kind = 'practitioner' AND p.status = 'active') AS roles
    FROM policy.agency a WHERE a.code = ANY ($1) ORDER BY a.code COLLATE "C"`,
};

/** They share one statement of facts. */
const MOST_FLOWS = 400;
/** One entry holds what came of them all. */
const MOST_LINES = 1_000;

/** Who would see what, were a resident to answer under an agreement. Nothing here depends on the resident. */
@Injectable()
export class FindCast {
  constructor(
    private readonly source: DataSource,
    private readonly database: HotDatabase,
    private readonly config: PolicyConfig,
  ) {}

  /** Rejects with `agreement-unknown`, `consent-not-asked`, `recipient-unknown` or `rehearsal-too-wide-invalid`. */
  async find(choice: ChoiceDto): Promise<Cast> {
    const { agreement } = choice;
    const terms = await this.answerable(agreement);
    const codes = choice.recipients ?? [...new Set(terms.parties.map(({ recipient }) => recipient))];
    if (codes.some((code) => terms.parties.every(({ recipient }) => recipient !== code))) {
      throw new DomainError('recipient-unknown', 'name agencies that receive under this agreement, or leave them out');
    }
    const { rows } = await this.database.pool.query<AgencyRow>({ ...AGENCIES, values: [codes] });
    const cast = {
      ...{ agreement, purpose: terms.purpose, recipients: rows.map((row) => toRecipient(row, terms)) },
      categories: choice.categories ?? terms.categories,
      reach: {
        ...{ sources: null, recipients: choice.recipients ?? null, categories: choice.categories ?? null },
        ...{ purposes: null, agreement },
      },
    };
    requireBounded(cast);
    return cast;
  }

  private async answerable(id: string): Promise<AgreementTerms> {
    const { manager } = this.source;
    const row = await manager.findOneBy(AgreementRow, { id });
    const parties = row ? await manager.findBy(AgreementPartyRow, { agreementId: id }) : [];
    const terms = row && toldTerms(termsOf(row, parties), this.config.DISCREET_AGENCIES);
    if (!terms) throw new DomainError('agreement-unknown', 'name an agreement that residents/me/agreements lists');
    if (terms.mode !== 'EXPLICIT') {
      throw new DomainError(
        'consent-not-asked',
        'sharing under this agreement does not rest on a yes or no; an objection can be recorded',
      );
    }
    return terms;
  }
}

function toRecipient({ roles, ...agency }: AgencyRow, terms: AgreementTerms): Recipient {
  const held: (Role | null)[] = terms.recipientRoles.filter((role) => roles.filter(isRole).includes(role));
  return {
    ...agency,
    sources: terms.parties.filter(({ recipient }) => recipient === agency.code).map(({ source }) => source),
    eyes: terms.systemRoles ? [...held, null] : held,
  };
}

function requireBounded({ recipients, categories }: Cast): void {
  const count = (of: (recipient: Recipient) => number): number =>
    recipients.reduce((sum, recipient) => sum + of(recipient) * categories.length, 0);
  if (count(({ sources }) => sources.length) > MOST_FLOWS || count(({ eyes }) => eyes.length) > MOST_LINES) {
    throw new DomainError('rehearsal-too-wide-invalid', 'name fewer recipients or fewer categories at once');
  }
}
