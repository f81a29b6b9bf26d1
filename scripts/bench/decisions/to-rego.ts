import type { BenchPlace, BenchQuestion } from './place.js';
import { KINDS } from './vocabulary.js';

const withKind = <T extends { readonly category: string }>(share: T): object => {
  const { sensitivity, roles } = KINDS[share.category]!;
  return { ...share, sensitivity, roles };
};

/** One question with the facts that it needs, as `slice.rego` reads them. */
export function toSlice(place: BenchPlace, question: BenchQuestion): object {
  const asker = place.practitioners.get(question.practitioner)!;
  const share = place.shares.get(question.share)!;
  const [agency, resident] = [place.agencies.get(asker.agency), place.residents.get(share.resident)];
  return { question, asker, agency, resident, share: withKind(share) };
}

/** All of the place's facts, as `data.rego` reads them. */
export const toData = (place: BenchPlace): object => ({
  agencies: Object.fromEntries(place.agencies),
  practitioners: Object.fromEntries(place.practitioners),
  residents: Object.fromEntries(place.residents),
  shares: Object.fromEntries([...place.shares].map(([id, share]) => [id, withKind(share)])),
});
