import type { BundleFile } from '#libs/cedar';
import {
  AGREEMENT_STATES,
  CATEGORIES,
  DIRECTIVE_FACT_STATUSES,
  LEGAL_MODES,
  OVERRIDE_MODES,
  PURPOSES,
  RELATIONSHIP_KINDS,
  REQUESTER_KINDS,
  ROLES,
  SECTORS,
} from '#libs/domain';
import { FACTS, reading, type Place } from '#libs/pdp';
import type { Town, TownAgreement, TownDirective, TownEntry, TownSituation } from './town.js';
import { readPage } from './read-page.js';

const { entriesOf, fail, flag, listOf, mapOf, nameOf, number, optional, record, text } = reading;
type Read<T> = reading.Read<T>;

const category = nameOf('category', CATEGORIES);
const purpose = nameOf('purpose', PURPOSES);
const role = nameOf('role', ROLES);
const state = nameOf('state of an agreement', AGREEMENT_STATES);
const mode = nameOf('override', OVERRIDE_MODES);
const fieldsByCategory = mapOf(listOf(text), category);
const day = number;
const anyOf = <T>(read: Read<T>): Read<T[]> => optional(listOf(read), []);
const someOrAll = <T>(read: Read<T>): Read<T[] | null> => optional(listOf(read), null);

const readAgencies = mapOf(record({ sector: nameOf('sector', SECTORS), protocols: anyOf(mode) }));

const readPeople = (agency: Read<string>) =>
  mapOf(record({ name: text, kind: nameOf('kind', REQUESTER_KINDS), agency, role: optional(role, null) }));

const readAgreement = (agency: Read<string>): Read<TownAgreement> =>
  record({
    purpose,
    mode: nameOf('legal mode', LEGAL_MODES),
    state: optional(state, 'live' as const),
    categories: listOf(category),
    roles: listOf(role),
    systems: optional(flag, true),
    maxConsentDays: optional(number, null),
    redactions: optional(fieldsByCategory, {}),
    onwardSharing: optional(flag, false),
    bases: optional(
      record({
        article6: text,
        article9: optional(text, null),
        schedule1: optional(text, null),
        confidentiality: text,
      }),
      null,
    ),
    expires: optional(day, null),
    among: anyOf(agency),
    pairs: optional(entriesOf(pairOf(agency)), []),
  });

const pairOf =
  (agency: Read<string>): Read<string> =>
  (place) => {
    const pair = listOf(agency)(place);
    return pair.length === 2 ? pair.join(' ') : fail(place, 'expected two agencies: FROM TO');
  };

/** `AGENCY kind PURPOSE`, and the person where one is named. */
const entryOf =
  (agency: Read<string>, person: Read<string>): Read<TownEntry> =>
  (place) => {
    const [where, kind, why, who, more] = text(place).split(/\s+/);
    if (why === undefined || more !== undefined) fail(place, 'expected AGENCY kind PURPOSE, and perhaps a person');
    const at = (value: string | undefined): Place => ({ ...place, value });
    return {
      agency: agency(at(where)),
      kind: nameOf('kind of relationship', RELATIONSHIP_KINDS)(at(kind)),
      purpose: purpose(at(why)),
      person: optional(person, null)(at(who)),
    };
  };

const directiveOf = (agency: Read<string>, agreement: Read<string>): Read<TownDirective> =>
  record({
    status: nameOf('status of a directive', DIRECTIVE_FACT_STATUSES),
    sources: someOrAll(agency),
    recipients: someOrAll(agency),
    categories: someOrAll(category),
    purposes: someOrAll(purpose),
    agreement: optional(agreement, null),
    starts: optional(day, -1),
    expires: optional(day, null),
  });

function situationOf(town: Omit<Town, 'situations'>): Read<TownSituation> {
  const agency = nameOf('agency', Object.keys(town.agencies));
  const person = nameOf('person', Object.keys(town.people));
  const agreement = nameOf('agreement', Object.keys(town.agreements));
  const either = nameOf('agency or person', [...Object.keys(town.agencies), ...Object.keys(town.people)]);
  const said = FACTS.all.flatMap(({ said: one }) => one ?? []);
  const circumstances = said.map(({ field, read }): [string, Read<unknown>] => [
    field,
    read({ agency, person, agreement }),
  ]);
  const anyEntries = <T>(read: Read<T>): Read<T[]> => optional(entriesOf(read), []);
  return record<TownSituation>({
    of: nameOf('resident', Object.keys(town.residents)),
    entries: anyEntries(entryOf(agency, person)),
    directives: anyEntries(directiveOf(agency, agreement)),
    overrides: anyEntries(
      record({
        mode,
        agency,
        person: optional(person, null),
        purpose,
        categories: listOf(category),
        instrument: optional(text, null),
        hours: number,
      }),
    ),
    died: optional(day, null),
    sixteen: optional(day, null),
    eighteen: optional(day, null),
    agreements: optional(mapOf(state, agreement), {}),
    suspended: anyOf(either),
    untrained: anyOf(person),
    stopped: anyOf(category),
    ...Object.fromEntries(circumstances),
  });
}

/** The rest is read once the names that it may use are known. */
const readTownAt: Read<Town> = (place) => {
  const later: Read<unknown> = ({ value }) => value ?? {};
  const parts = record({
    agencies: readAgencies,
    people: later,
    residents: mapOf(text),
    agreements: later,
    situations: later,
  });
  const { agencies, residents } = parts(place);
  const part = <T>(name: string, read: Read<T>): T =>
    read({ ...place, value: (place.value as { [name: string]: unknown })[name], path: [...place.path, name] });
  const agency = nameOf('agency', Object.keys(agencies));
  const people = part('people', readPeople(agency));
  const agreements = part('agreements', mapOf(readAgreement(agency)));
  const names = { agencies, people, residents, agreements };
  return { ...names, situations: part('situations', mapOf(situationOf(names))) };
};

export const TOWN_FILE = 'tests/town.yaml';

/** Reads a town's page. @throws BundleError with file and line of everything that is wrong. */
export const readTown = (file: BundleFile): Town => readPage(file, readTownAt);
