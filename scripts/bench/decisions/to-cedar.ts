import type { CedarEntity, CedarValue, EvaluationRequest } from '#libs/cedar';
import type { BenchPlace, BenchQuestion, Practitioner, Resident, Share } from './place.js';
import { KINDS } from './vocabulary.js';

const named = (type: string, id: string): CedarValue => ({ __entity: { type, id } });

const entity = (type: string, id: string, attrs: Readonly<Record<string, unknown>>): CedarEntity => ({
  uid: { type, id },
  attrs: attrs as CedarEntity['attrs'],
  parents: [],
});

const ofPractitioner = ({ id, agency, conflicts, ...own }: Practitioner): CedarEntity =>
  entity('Practitioner', id, {
    ...own,
    agency: named('Agency', agency),
    conflicts: conflicts.map((resident) => named('Resident', resident)),
  });

function ofAgency(place: BenchPlace, id: string): CedarEntity {
  const { suspended, security } = place.agencies.get(id)!;
  return entity('Agency', id, { suspended, security });
}

const ofResident = ({ id, ...own }: Resident): CedarEntity => entity('Resident', id, own);

function ofShare({ id, resident, category, own, grant, agreement }: Share): CedarEntity {
  const { sensitivity, roles } = KINDS[category]!;
  const more = { ...(grant ? { grant } : {}), ...(agreement ? { agreement } : {}) };
  return entity('Share', id, { category, sensitivity, roles, own, resident: named('Resident', resident), ...more });
}

/** An entity, and the name of the one that a question about it needs beside. */
interface Kept {
  readonly entity: CedarEntity;
  readonly beside: string;
}

const kept = <T extends { readonly id: string }>(facts: Iterable<T>, keep: (fact: T) => Kept): Map<string, Kept> =>
  new Map([...facts].map((fact) => [fact.id, keep(fact)]));

/** Keeps the facts as Cedar's entities; each question is put together with those that it needs, as a server would. */
export function cedarQuestions(place: BenchPlace): (question: BenchQuestion) => EvaluationRequest {
  const practitioners = kept(place.practitioners.values(), (one) => ({
    entity: ofPractitioner(one),
    beside: one.agency,
  }));
  const shares = kept(place.shares.values(), (one) => ({ entity: ofShare(one), beside: one.resident }));
  const agencies = new Map([...place.agencies.keys()].map((id) => [id, ofAgency(place, id)]));
  const residents = new Map([...place.residents].map(([id, one]) => [id, ofResident(one)]));
  return ({ practitioner, share, purpose, now, mfa, managed, breakGlass, reasonLength }) => {
    const asker = practitioners.get(practitioner)!;
    const asked = shares.get(share)!;
    return {
      principal: { type: 'Practitioner', id: practitioner },
      action: { type: 'Action', id: 'read' },
      resource: { type: 'Share', id: share },
      context: { purpose, now, mfa, managed, breakGlass, reasonLength },
      entities: [asker.entity, agencies.get(asker.beside)!, residents.get(asked.beside)!, asked.entity],
    };
  };
}

/** All of the place's facts, for a decision point that keeps them in memory. */
export const allEntities = (place: BenchPlace): CedarEntity[] => [
  ...[...place.agencies.keys()].map((id) => ofAgency(place, id)),
  ...[...place.practitioners.values()].map(ofPractitioner),
  ...[...place.residents.values()].map(ofResident),
  ...[...place.shares.values()].map(ofShare),
];

/** The same as an AuthZEN question: nothing but names and what surrounds it. */
export const toAuthzen = ({ practitioner, share, ...context }: BenchQuestion): object => ({
  subject: { type: 'Practitioner', id: practitioner },
  action: { name: 'read' },
  resource: { type: 'Share', id: share },
  context,
});

/** Several questions of one asker: what they have in common stands once (AuthZEN 1.0, Default Values). */
export function toAuthzenBatch(questions: readonly BenchQuestion[]): object {
  const { practitioner, share: _, ...context } = questions[0]!;
  return {
    subject: { type: 'Practitioner', id: practitioner },
    action: { name: 'read' },
    context,
    evaluations: questions.map(({ share }) => ({ resource: { type: 'Share', id: share } })),
  };
}
