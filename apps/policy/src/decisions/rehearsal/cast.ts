import type { Category, DirectiveReach, Purpose, Role, Sector } from '#libs/domain';

/** An agency that would receive, as it is today. */
export interface Recipient {
  readonly code: string;
  readonly name: string;
  readonly sector: Sector;
  readonly status: 'active' | 'suspended';
  /** Agencies that the agreement lets it receive from. */
  readonly sources: readonly string[];
  /** Roles that the agreement names and that people of the agency hold; null: the agency's own system. */
  readonly eyes: readonly (Role | null)[];
}

/** Who and what a rehearsal is about. */
export interface Cast {
  readonly agreement: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly recipients: readonly Recipient[];
  /** What the resident's directive would name. */
  readonly reach: DirectiveReach;
}
