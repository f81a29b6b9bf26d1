import { everyPage, type Client, type policy } from '#libs/client';
import type { Category, Purpose } from '#libs/domain';
import type { Person } from '../session/session.js';

/** As much of an agreement as a practitioner's pages say. */
export type Agreement = Pick<
  policy.AgreementDto,
  'id' | 'title' | 'purpose' | 'mode' | 'state' | 'parties' | 'categories' | 'recipientRoles'
>;

/** One thing to ask about: a category, from one agency. */
export interface Question {
  readonly category: Category;
  readonly source: string;
}

/** The agreements of the place. */
export const readAgreements = (broker: Client): Promise<Agreement[]> =>
  everyPage((query) => broker.get('/api/policy/v1/agreements', { query }));

const isInForce = ({ state }: Agreement): boolean => state === 'live' || state === 'under-review';

const receives = ({ parties }: Agreement, agency: string | undefined): boolean =>
  parties.some(({ recipient }) => recipient === agency);

/** Purposes for which agreements in force let this practitioner's agency receive, and name one of their roles. */
export function purposesFor(agreements: readonly Agreement[], { agency, roles = [] }: Person): Purpose[] {
  const own = agreements.filter(
    (agreement) =>
      isInForce(agreement) &&
      receives(agreement, agency) &&
      agreement.recipientRoles.some((role) => roles.includes(role)),
  );
  return [...new Set(own.map(({ purpose }) => purpose))];
}

/** The categories that agreements of a purpose name for an agency; drafts have agreed nothing yet. */
export function categoriesFor(
  agreements: readonly Agreement[],
  agency: string | undefined,
  purpose: string,
): Category[] {
  return [...new Set(ofPurpose(agreements, agency, purpose).flatMap(({ categories }) => categories))];
}

/**
 * What to ask about a category: once for each agency from which an agreement lets it come, as the record view itself asks.
 * Where none does, once, for the denial that says so. Sources come from agreements: an answer never tells whether data exists.
 */
export function questionsFor(
  agreements: readonly Agreement[],
  { agency = '' }: Person,
  purpose: string,
  category: Category,
): Question[] {
  const own = ofPurpose(agreements, agency, purpose);
  const sourcesOf = (some: readonly Agreement[]): string[] => {
    const theirs = some.flatMap(({ parties }) => parties.filter(({ recipient }) => recipient === agency));
    return [...new Set(theirs.map(({ source }) => source))].sort();
  };
  const naming = sourcesOf(own.filter(({ categories }) => categories.includes(category)));
  const sources = naming.length > 0 ? naming : [sourcesOf(own)[0] ?? agency];
  return sources.map((source) => ({ category, source }));
}

function ofPurpose(agreements: readonly Agreement[], agency: string | undefined, purpose: string): Agreement[] {
  return agreements.filter(
    (agreement) => agreement.purpose === purpose && agreement.state !== 'draft' && receives(agreement, agency),
  );
}
