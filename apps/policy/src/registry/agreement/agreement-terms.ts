import { createHash } from 'node:crypto';
import type { Category, LegalMode, Purpose, Role } from '#libs/domain';
import type { BasesFact } from '#libs/pdp';
import { canonicalJson } from '#libs/tlog';
import type { AgreementPartyRow } from './agreement-party.row.js';
import type { AgreementRow } from './agreement.row.js';
import type { PartyRole } from './party-roles.js';

export interface Direction {
  readonly source: string;
  readonly recipient: string;
  /** The recipient's, in this direction; null while a draft does not say. */
  readonly bases: BasesFact | null;
}

/** What the parties agree on: all of it but its id, its state and who signed. Times are RFC 3339. */
export interface AgreementTerms {
  readonly title: string;
  readonly purpose: Purpose;
  readonly mode: LegalMode;
  /** By source, then recipient. */
  readonly parties: readonly Direction[];
  readonly categories: readonly Category[];
  readonly recipientRoles: readonly Role[];
  readonly systemRoles: boolean;
  readonly redactions: Readonly<Record<string, readonly string[]>>;
  readonly maxConsentDays: number | null;
  readonly partyRoles: Readonly<Record<string, PartyRole>>;
  readonly statutoryGateway: string | null;
  readonly dpiaRef: string | null;
  readonly apdRef: string | null;
  readonly retentionDays: number | null;
  readonly onwardSharing: boolean | null;
  readonly securityStandard: string | null;
  readonly startsAt: string;
  readonly expiresAt: string | null;
  readonly reviewAt: string | null;
}

/** What is signed: everything but the date of the next review, which a review moves without a new agreement. */
export function hashOf(id: string, { reviewAt: _, ...signed }: AgreementTerms): string {
  return createHash('sha256')
    .update(canonicalJson({ id, ...signed }))
    .digest('hex');
}

export function termsOf(row: AgreementRow, parties: readonly AgreementPartyRow[]): AgreementTerms {
  const { title, purpose, mode, categories, recipientRoles, systemRoles, redactions, maxConsentDays } = row;
  const { partyRoles, statutoryGateway, dpiaRef, apdRef, retentionDays, onwardSharing, securityStandard } = row;
  return {
    ...{ title, purpose, mode, parties: parties.map(toDirection).sort(byPair) },
    ...{ categories, recipientRoles, systemRoles, redactions, maxConsentDays },
    ...{ partyRoles, statutoryGateway, dpiaRef, apdRef, retentionDays, onwardSharing, securityStandard },
    startsAt: row.startsAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    reviewAt: row.reviewAt?.toISOString() ?? null,
  };
}

/** The columns that terms fill, ready to be written. */
export function columnsOf({
  parties: _,
  ...terms
}: AgreementTerms): Omit<
  AgreementRow,
  'id' | 'version' | 'state' | 'signOffs' | 'createdBy' | 'termsBy' | 'stoppedSince'
> {
  return {
    ...structuredClone(terms as Omit<typeof terms, 'categories' | 'recipientRoles' | 'redactions' | 'partyRoles'>),
    categories: [...terms.categories],
    recipientRoles: [...terms.recipientRoles],
    redactions: Object.fromEntries(
      Object.entries(terms.redactions).map(([category, fields]) => [category, [...fields]]),
    ),
    partyRoles: { ...terms.partyRoles },
    startsAt: new Date(terms.startsAt),
    expiresAt: terms.expiresAt === null ? null : new Date(terms.expiresAt),
    reviewAt: terms.reviewAt === null ? null : new Date(terms.reviewAt),
  };
}

export const partyRowsOf = (agreementId: string, { parties }: AgreementTerms): AgreementPartyRow[] =>
  parties.map(({ source, recipient, bases }) => ({ agreementId, source, recipient, ...(bases ?? NO_BASES) }));

const NO_BASES = { article6: null, article9: null, schedule1: null, confidentiality: null };

function toDirection({
  source,
  recipient,
  article6,
  article9,
  schedule1,
  confidentiality,
}: AgreementPartyRow): Direction {
  if (article6 === null || confidentiality === null) return { source, recipient, bases: null };
  return { source, recipient, bases: { article6, article9, schedule1, confidentiality } };
}

const pair = ({ source, recipient }: Direction): string => `${source} ${recipient}`;
export const byPair = (a: Direction, b: Direction): number => (pair(a) < pair(b) ? -1 : pair(a) > pair(b) ? 1 : 0);
