import { DISCREET_CATEGORIES, type DecisionRequest } from '#libs/domain';
import { decide, gatherFacts } from '#libs/pdp';
import type { TownPlace } from './town-place.js';

/** One answer of the decision point: an agreement, a direction, a category, and whether anybody there would be let in. */
export interface Cell {
  readonly agreement: string;
  readonly source: string;
  readonly recipient: string;
  readonly category: string;
  readonly shared: boolean;
}

interface Person {
  readonly id: string;
  readonly kind: string;
  readonly agency: string;
}

/**
 * Asks the decision point about a resident what every person and system of the town would be answered, one request each:
 * what pages have to agree with. It knows nothing of how pages come by their answers.
 */
export async function decideAll(place: TownPlace, residentId: string): Promise<Cell[]> {
  const { rows: people } = await place.admin.query<Person>(
    `SELECT id, kind, agency FROM policy.principal WHERE kind IN ('practitioner', 'system')`,
  );
  const flows = place.town.agreements
    .filter(({ mode }) => mode !== 'SAFEGUARDING')
    .flatMap(({ id, purpose, parties, categories }) =>
      parties.flatMap(({ source, recipient }) =>
        categories
          .filter((category) => !DISCREET_CATEGORIES.some((one) => one === category))
          .map((category) => ({ agreement: id, purpose, source, recipient, category })),
      ),
    );
  const asked = flows.flatMap((flow) =>
    people
      .filter(({ agency }) => agency === flow.recipient)
      .map(({ id, kind }): { flow: typeof flow; request: DecisionRequest } => ({
        flow,
        request: {
          ...{ requesterId: id, action: kind === 'system' ? 'offer' : 'read', residentId, agreement: flow.agreement },
          ...{ sourceAgency: flow.source, recipientAgency: flow.recipient },
          category: flow.category as DecisionRequest['category'],
          purpose: flow.purpose as DecisionRequest['purpose'],
        },
      })),
  );
  const facts = await gatherFacts(
    place.pool,
    asked.map(({ request }) => request),
  );
  const engine = await place.engines.engineFor(facts[0]!.bundle);
  const open = new Set(
    asked.flatMap(({ flow, request }, at) => (decide(request, facts[at]!, engine).outcome === 'permit' ? [flow] : [])),
  );
  return flows.map((flow) => ({ ...flow, shared: open.has(flow) }));
}
