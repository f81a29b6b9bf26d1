import type { Fields } from '../../session/session.js';
import type { Visit } from '../../shell/visit.js';

/** Whom a practitioner found in this session, as they typed them: that was theirs before they asked anybody. */
export interface FoundPerson {
  readonly familyName: string;
  readonly birthDate: string;
  readonly nhsNumber: string | undefined;
}

const FOUND = 'practitioner-found';
/** A session stays small; whoever is looked for longer ago is searched for again. */
const KEPT = 30;

/** Several, so that a second search in another window takes nobody's name off the pages of the first. */
export async function keepFound(
  visit: Visit,
  id: string,
  { familyName, birthDate, nhsNumber }: FoundPerson,
): Promise<void> {
  const others = Object.entries(visit.answers(FOUND)).filter(([known]) => known !== id);
  const said = [familyName, birthDate, ...(nhsNumber === undefined ? [] : [nhsNumber])];
  const all: (readonly [string, Fields[string]])[] = [...others, [id, said]];
  await visit.keep(FOUND, Object.fromEntries(all.slice(-KEPT)));
}

/** Undefined for whoever was not found in this session: nothing is known of them here, and nothing is made up. */
export function foundPerson(visit: Visit, id: string): FoundPerson | undefined {
  const said = visit.answers(FOUND)[id];
  if (said === undefined || typeof said === 'string') return undefined;
  const [familyName = '', birthDate = '', nhsNumber] = said;
  return { familyName, birthDate, nhsNumber };
}
