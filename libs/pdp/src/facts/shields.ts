import { parseInstant } from '#libs/domain';
import { entriesOf, number, optional, record } from '../town/reading.js';
import { day, dayOrNull, saidInTown, type TownNames } from '../town/said-in-town.js';
import type { Asked } from './asked.js';
import type { Fact } from './fact.js';
import { holds, takePeriods, type PeriodFact } from './period.js';
import { PERSON } from './source.js';

/** Who may see through a shield, for a reason that was recorded: one practitioner, or where it names none, a team. */
export interface ShieldAllowanceFact {
  agency: string;
  practitionerId: string | null;
  until: string;
}

/** A location shield (domain 1.15). */
export interface ShieldFact extends PeriodFact {
  allowed: ShieldAllowanceFact[];
}

export interface ShieldFacts {
  shields: ShieldFact[];
}

/** A practitioner's allowance is theirs alone; a team's serves every one of the agency, and the agency itself. */
const allows = ({ allowed }: ShieldFact, { request, requester, now }: Asked): boolean =>
  allowed.some(
    ({ agency, practitionerId, until }) =>
      agency === request.recipientAgency &&
      (practitionerId === null || practitionerId === requester.id) &&
      now < parseInstant(until),
  );

/** Whether a location shield is in force, and whether each that is lets this requester through (domain 1.15). */
export function shieldingOf({ shields }: ShieldFacts, asked: Asked): { shielded: boolean; shieldAllows: boolean } {
  const inForce = shields.filter((shield) => holds(shield, asked.now));
  const shielded = inForce.length > 0;
  return { shielded, shieldAllows: shielded && inForce.every((shield) => allows(shield, asked)) };
}

const readShields = ({ agency, person }: TownNames) =>
  optional(
    entriesOf(
      record({
        starts: optional(number, -1),
        ends: optional(number, null),
        allowed: optional(entriesOf(record({ agency, person: optional(person, null), until: number })), []),
      }),
    ),
    [],
  );

/** A shield is answered by no change, and what is said of it is withheld from all but officers (`tellDecision`). */
export const SHIELDS: Fact<ShieldFacts> = {
  keys: ['shields'],
  lists: ['shields'],
  source: PERSON,
  nothing: { shields: [] },
  hiddenFromStrangers: false,
  times: ({ shields }, take) => {
    takePeriods(shields, take);
    for (const { allowed } of shields) for (const { until } of allowed) take(until);
  },
  said: saidInTown('shields', readShields, (said) => ({
    shields: said.map(({ starts, ends, allowed }, index) => ({
      id: `s${index}`,
      startsAt: day(starts),
      endsAt: dayOrNull(ends),
      allowed: allowed.map(({ agency, person, until }) => ({ agency, practitionerId: person, until: day(until) })),
    })),
  })),
};
