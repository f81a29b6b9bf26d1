import type { DecisionRequest } from '#libs/domain';
import { day, dayOrNull, FACTS, type Day, type Facts, type RequesterFact } from '#libs/pdp';
import { isParty, type Town, type TownAgreement, type TownDirective, type TownSituation } from './town.js';

const EPOCHS = { incarnation: '00000000', place: '1', practitioner: '2', resident: '3' };

/** A question in a town, in the words of its page. */
export interface TownQuestion {
  who: string;
  asks: DecisionRequest['action'];
  from: string;
  /** The agency that would receive. */
  to: string;
  for: DecisionRequest['purpose'];
  situation: string;
  category: DecisionRequest['category'];
}

/** The request of a question; of another category than its own, where many are asked. */
export const requestOf = (town: Town, question: TownQuestion, category = question.category): DecisionRequest => ({
  requesterId: question.who,
  action: question.asks,
  residentId: town.situations[question.situation]?.of ?? question.situation,
  sourceAgency: question.from,
  recipientAgency: question.to,
  category,
  purpose: question.for,
});

type Status = 'active' | 'suspended';
const statusOf = ({ suspended }: TownSituation, name: string): Status =>
  suspended.includes(name) ? 'suspended' : 'active';

function requesterOf(town: Town, situation: TownSituation, key: string): RequesterFact | null {
  const person = town.people[key];
  if (!person) return null;
  const trained = situation.untrained.includes(key) ? day(-1) : day(300);
  return {
    id: key,
    kind: person.kind,
    agency: person.agency,
    agencySector: town.agencies[person.agency]?.sector ?? null,
    agencyStatus: statusOf(situation, person.agency),
    roles: person.role === null ? [] : [person.role],
    status: statusOf(situation, key),
    trainingExpiresAt: person.kind === 'system' ? null : trained,
  };
}

const agreementOf = (id: string, one: TownAgreement, state: TownAgreement['state']): Facts['agreements'][number] => ({
  id,
  version: 1,
  purpose: one.purpose,
  mode: one.mode,
  state,
  categories: one.categories,
  recipientRoles: one.roles,
  systemRoles: one.systems,
  redactions: one.redactions,
  maxConsentDays: one.maxConsentDays,
  onwardSharing: one.onwardSharing,
  bases: one.bases,
  startsAt: day(-400),
  expiresAt: dayOrNull(one.expires),
});

const directiveOf = ({ starts, expires, ...scope }: TownDirective, index: number): Facts['directives'][number] => ({
  id: `i${index}`,
  ...scope,
  startsAt: day(starts),
  expiresAt: dayOrNull(expires),
  recordedAt: day(starts),
});

const overridesOf = (situation: TownSituation, to: string): Facts['overrides'] =>
  situation.overrides
    .filter(({ agency }) => agency === to)
    .map(({ person, hours, ...override }, index) => ({
      id: `o${index}`,
      ...override,
      practitionerId: person,
      startsAt: day(0),
      endsAt: day(hours / 24),
    }));

const relationshipsOf = (situation: TownSituation, { to, for: purpose }: TownQuestion): Facts['relationships'] =>
  situation.entries
    .filter((entry) => entry.agency === to && entry.purpose === purpose)
    .map(({ person, ...entry }, index) => ({
      id: `e${index}`,
      ...entry,
      practitionerId: person,
      startsAt: day(-30),
      endsAt: null,
    }));

/** Not among what the town itself is made of. */
type Circumstances = Pick<Facts, 'restrictions' | 'shields' | 'optOuts' | 'capacity' | 'bestInterests'>;

/** What is said of the resident in a situation, as the facts themselves read it. */
const circumstancesOf = (situation: TownSituation, request: DecisionRequest): Circumstances =>
  FACTS.all.reduce(
    (all, { said }) => (said ? { ...all, ...said.facts(situation[said.field], request) } : all),
    {} as Circumstances,
  );

/**
 * What the database would find for a question: the same selection, of the town's page. Facts do not depend on the
 * category asked. Pure. `at` is the day of the question.
 */
export function factsOfTown(town: Town, question: TownQuestion, bundle: string, at: Day = 0): Facts {
  const situation = town.situations[question.situation];
  if (!situation) throw new RangeError(`no situation ${question.situation}`);
  const { from, to } = question;
  return {
    now: day(at),
    epochs: EPOCHS,
    bundle,
    bundleUntil: null,
    bundleSuspended: false,
    requester: requesterOf(town, situation, question.who),
    sourceAgencyStatus: from in town.agencies ? statusOf(situation, from) : null,
    recipientProtocols: town.agencies[to]?.protocols ?? [],
    resident: {
      id: situation.of,
      deceasedAt: dayOrNull(situation.died),
      sixteenAt: dayOrNull(situation.sixteen),
      eighteenAt: dayOrNull(situation.eighteen),
    },
    directives: situation.directives.map(directiveOf),
    agreements: Object.entries(town.agreements)
      .filter(([, agreement]) => isParty(agreement, from, to))
      .map(([id, agreement]) => agreementOf(id, agreement, situation.agreements[id] ?? agreement.state)),
    relationships: relationshipsOf(situation, question),
    categoryStops: situation.stopped,
    overrides: overridesOf(situation, to),
    ...circumstancesOf(situation, requestOf(town, question)),
  };
}
