import type { BenchPlace, BenchQuestion, Share } from './place.js';
import { KINDS } from './vocabulary.js';

function withKind(share: Share): Share & { sensitivity: number; roles: readonly string[] } {
  const { sensitivity, roles } = KINDS[share.category]!;
  return { ...share, sensitivity, roles };
}

/** Keeps the facts as `slice.rego` reads them; each question is put together with those that it needs. */
export function regoQuestions(place: BenchPlace): (question: BenchQuestion) => object {
  const shares = new Map([...place.shares].map(([id, share]) => [id, withKind(share)]));
  return (question) => {
    const asker = place.practitioners.get(question.practitioner)!;
    const share = shares.get(question.share)!;
    const [agency, resident] = [place.agencies.get(asker.agency), place.residents.get(share.resident)];
    return { question, asker, agency, resident, share };
  };
}

/** All of the place's facts, as `data.rego` reads them. */
export const toData = (place: BenchPlace): object => ({
  agencies: Object.fromEntries(place.agencies),
  practitioners: Object.fromEntries(place.practitioners),
  residents: Object.fromEntries(place.residents),
  shares: Object.fromEntries([...place.shares].map(([id, share]) => [id, withKind(share)])),
});
