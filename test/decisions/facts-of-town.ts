import {
  formatInstant,
  parseInstant,
  days,
  type AgreementFact,
  type Category,
  type DecisionRequest,
  type Facts,
  type RequesterFact,
} from '#libs/domain';
import { entryOf, isParty, town, words, type Situation, type TownAgreement } from './town.js';

const START = parseInstant('2026-11-22T10:00:00Z');

/** RFC 3339 of a moment counted in days from the start of the demonstration. */
export const day = (count: number): string => formatInstant(START + days(count));

export const EPOCHS = { place: '1', practitioner: '2', resident: '3' };

/** What departs from the town's pages in one step of the script. */
export interface Moment {
  /** Days after the start; 0 by default. */
  at?: number;
  /** An agreement that is only a draft. */
  draft?: string;
}

const requesterOf = (person: string): RequesterFact | null => {
  const [kind, agency = '', role] = town.people[person] ?? [];
  return kind === undefined
    ? null
    : {
        id: person,
        kind,
        agency,
        agencySector: town.agencies[agency] ?? null,
        agencyStatus: 'active',
        roles: role === undefined ? [] : [role],
        status: 'active',
        trainingExpiresAt: kind === 'system' ? null : day(300),
      };
};

const agreementOf = (id: string, agreement: TownAgreement, draft: boolean): AgreementFact => ({
  id,
  version: 1,
  purpose: agreement.purpose,
  mode: agreement.mode,
  state: draft ? 'draft' : 'live',
  categories: words(agreement.categories) as Category[],
  recipientRoles: words(agreement.roles),
  systemRoles: agreement.systems ?? true,
  redactions: agreement.redactions ?? {},
  maxConsentDays: agreement.maxConsentDays ?? null,
  startsAt: day(-400),
  expiresAt: agreement.expires === undefined ? null : day(agreement.expires),
});

const overridesOf = ({ overrides = [] }: Situation): Facts['overrides'] =>
  overrides.map(({ mode, agency, person, purpose, categories, hours }, index) => ({
    id: `o${index}`,
    mode,
    agency,
    practitionerId: person ?? null,
    categories,
    purpose,
    instrument: null,
    startsAt: day(0),
    endsAt: day(hours / 24),
  }));

const directivesOf = ({ directives = [] }: Situation): Facts['directives'] =>
  directives.map(({ status, sources, recipients, categories, purposes, agreement, expires }, index) => ({
    id: `i${index}`,
    status,
    sources: sources ?? null,
    recipients: recipients ?? null,
    categories: categories ?? null,
    purposes: purposes ?? null,
    agreement: agreement ?? null,
    startsAt: day(-1),
    expiresAt: expires === undefined ? null : day(expires),
    recordedAt: day(-1),
  }));

/** What the database would find for a request in a situation: the same selection, of the town's pages. */
export const factsOfTown = (
  request: DecisionRequest,
  situation: Situation,
  bundle: string,
  moment: Moment = {},
): Facts => ({
  now: day(moment.at ?? 0),
  epochs: EPOCHS,
  bundle,
  requester: requesterOf(request.requesterId),
  sourceAgencyStatus: request.sourceAgency in town.agencies ? 'active' : null,
  resident: { id: request.residentId, deceasedAt: situation.died ? day(-2) : null },
  directives: directivesOf(situation),
  restrictions: situation.restricted ? [{ id: 'r', startsAt: day(-1), endsAt: null }] : [],
  agreements: Object.entries(town.agreements)
    .filter(([, agreement]) => isParty(agreement, request.sourceAgency, request.recipientAgency))
    .filter(([, { purpose }]) => purpose === request.purpose)
    .map(([id, agreement]) => agreementOf(id, agreement, id === moment.draft)),
  relationships: (situation.entries ?? [])
    .map(entryOf)
    .filter(([agency, , purpose]) => agency === request.recipientAgency && purpose === request.purpose)
    .map(([agency, kind, purpose, person], index) => ({
      id: `e${index}`,
      kind,
      agency,
      practitionerId: person ?? null,
      purpose,
      startsAt: day(-30),
      endsAt: null,
    })),
  categoryStops: [],
  overrides: overridesOf(situation),
});
