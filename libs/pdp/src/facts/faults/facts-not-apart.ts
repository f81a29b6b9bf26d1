import type { Json } from '#libs/domain';
import { PlaceFact, WithPlaceFact } from '#libs/sealing';
import type { Facts } from '../facts.js';
import type { factsApart } from '../facts-apart.js';

const all = (facts: Facts): PlaceFact => PlaceFact.of(facts as unknown as Json);

/** Ways to take facts apart that somebody might think of. */
export const FACTS_NOT_APART: { readonly [mistake: string]: typeof factsApart } = {
  'everything that is listed is the place’s': (facts) => {
    const { relationships, ...own } = facts;
    const kept = relationships.map((one) => PlaceFact.of(one as unknown as Json));
    return { detail: new WithPlaceFact(PlaceFact.of({}), { ...own, relationships: kept }), ofPlace: kept };
  },
  'all facts are stored as one': (facts) => ({ detail: new WithPlaceFact(all(facts), {}), ofPlace: [all(facts)] }),
  'nothing is the place’s': (facts) => ({ detail: new WithPlaceFact(PlaceFact.of({}), facts), ofPlace: [] }),
  'what is stored is left out': (facts) => {
    const { agreements: _, ...own } = facts;
    return { detail: new WithPlaceFact(PlaceFact.of({}), own), ofPlace: [] };
  },
};
