import { type DirectiveReach, reachesOverlap } from '#libs/domain';

/** What an agreement lets flow from one agency to another (policy, `flows_of_agency_v1`). */
export interface AgreedFlow {
  readonly agreement: string;
  readonly source: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly categories: readonly string[];
}

/**
 * A directive as far as it concerns an agency with these flows. One that names the agency as a source is about its own
 * records, agreed or not; else it is null where it is about none of the flows, and without the agencies, categories and
 * purposes that it names beside. That somebody was told something, or objects to what never comes here, is nobody's business
 * but theirs (domain 1.15). A part that says "all" names nobody, and stays. Pure.
 */
export function concerning<Said extends DirectiveReach>(
  said: Said,
  agency: string,
  flows: readonly AgreedFlow[],
): Said | null {
  if (said.sources?.includes(agency)) return { ...said, sources: [agency] };
  const own = flows.filter((flow) => reachesOverlap(said, reachOf(flow)));
  if (own.length === 0) return null;
  return {
    ...said,
    sources: among(
      said.sources,
      own.map(({ source }) => source),
    ),
    recipients: among(
      said.recipients,
      own.map(({ recipient }) => recipient),
    ),
    categories: among(
      said.categories,
      own.flatMap(({ categories }) => categories),
    ),
    purposes: among(
      said.purposes,
      own.map(({ purpose }) => purpose),
    ),
  };
}

const reachOf = ({ agreement, source, recipient, purpose, categories }: AgreedFlow): DirectiveReach => ({
  ...{ agreement, categories },
  ...{ sources: [source], recipients: [recipient], purposes: [purpose] },
});

const among = (named: readonly string[] | null, known: readonly string[]): string[] | null =>
  named && named.filter((one) => known.includes(one));
