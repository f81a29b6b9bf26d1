import { type DirectiveReach, LEVER_OF_MODE } from '#libs/domain';
import { everyPage, type consent } from '#libs/client';
import type { Visit } from '../../shell/visit.js';
import { type AgencyNames, agencyNames, readAgencies } from '../../words/agency-names.js';
import { type Agreement, readAgreements } from '../agreements.js';

/** As much of a directive as the journey needs: of its scope what concerns the practitioner's agency, where null means all. */
export type Directive = DirectiveReach & Pick<consent.DirectiveListItem, 'id' | 'version' | 'status' | 'expiresAt'>;

/** What there is to stop, as far as this practitioner's agency may read it. */
export interface KnownSharing {
  readonly given: readonly Directive[];
  /** Agreements under which a resident's no or objection counts. */
  readonly stoppable: readonly Agreement[];
  readonly agreements: readonly Agreement[];
  readonly agencies: AgencyNames;
}

/** @throws ApiProblem 404 for whoever is nobody to this practitioner's agency */
export async function readSharing(visit: Visit, id: string): Promise<KnownSharing> {
  const [directives, agreements, agencies] = await Promise.all([
    everyPage((query) => visit.broker.get('/api/consent/v1/residents/{id}/directives', { path: { id }, query })),
    readAgreements(visit.broker),
    readAgencies(visit.broker),
  ]);
  return {
    given: directives.filter(({ status }) => status === 'ConsentGiven' || status === 'RenewedConsentGiven'),
    stoppable: stoppableOf(agreements),
    agreements,
    agencies: agencyNames(agencies),
  };
}

/** Those that let something be shared, or may again: one that is stopped for now can be refused in advance (domain 1.15). */
export const stoppableOf = (agreements: readonly Agreement[]): Agreement[] =>
  agreements.filter((one) => one.state !== 'draft' && one.state !== 'expired' && instructionFor(one) !== undefined);

/** How a no to an agreement is recorded: its confidentiality basis says whether one refuses or objects (domain 1.4). */
export function instructionFor({ mode }: Agreement): 'refuse' | 'object' | undefined {
  const lever = LEVER_OF_MODE[mode];
  if (lever === 'withdraw') return 'refuse';
  return lever === 'object' ? 'object' : undefined;
}

/** What a directive lets be shared: its own categories, else all of its agreement. */
export function categoriesOf(directive: DirectiveReach, agreements: readonly Agreement[]): readonly string[] {
  return directive.categories ?? agreements.find(({ id }) => id === directive.agreement)?.categories ?? [];
}

/** What goes on of a directive without these kinds of information, as far as it is shown. Nothing: then it is stopped. */
export const withoutParts = (
  directive: DirectiveReach,
  parts: readonly string[],
  agreements: readonly Agreement[],
): readonly string[] => categoriesOf(directive, agreements).filter((category) => !parts.includes(category));

export const reachOf = ({ sources, recipients, categories, purposes, agreement }: Directive): DirectiveReach => ({
  ...{ sources, recipients, categories },
  ...{ purposes, agreement },
});

export const recipientsOf = ({ parties }: Agreement): string[] => [
  ...new Set(parties.map(({ recipient }) => recipient)),
];
