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
  /** Shared to nobody but who said, alone, that they care for the person; or not shared, and to be had by saying so. */
  readonly byOwnWord: boolean;
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
  const { rows: links } = await place.admin.query<{ agency: string }>(
    'SELECT agency FROM consent.link WHERE resident_id = $1',
    [residentId],
  );
  const linked = links.map(({ agency }) => agency);
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
      .filter(({ agency }) => agency === flow.recipient && linked.includes(agency))
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
  if (asked.length === 0) return flows.map((flow) => ({ ...flow, shared: false, byOwnWord: false }));
  const facts = await gatherFacts(
    place.pool,
    asked.map(({ request }) => request),
  );
  const engine = await place.engines.engineFor(facts[0]!.bundle);
  const open = new Set<object>();
  const recorded = new Set<object>();
  const claimable = new Set<object>();
  for (const [at, { flow, request }] of asked.entries()) {
    const known = facts[at]!;
    const own = known.relationships.filter(({ kind }) => kind !== 'self-claimed');
    const { agency, id: practitionerId } = known.requester!;
    const claim = { id: residentId, kind: 'self-claimed' as const, agency: agency!, practitionerId };
    const said = { ...claim, purpose: request.purpose, startsAt: known.now, endsAt: null };
    const isPermitted = (relationships: typeof own): boolean =>
      decide(request, { ...known, relationships }, engine).outcome === 'permit';
    if (isPermitted(known.relationships)) open.add(flow);
    if (isPermitted(own)) recorded.add(flow);
    if (request.action === 'read' && isPermitted([...own, said])) claimable.add(flow);
  }
  return flows.map((flow) => ({
    ...flow,
    shared: open.has(flow),
    byOwnWord: claimable.has(flow) && !recorded.has(flow),
  }));
}
