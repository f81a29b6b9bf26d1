import type { Json } from '#libs/domain';
import { PlaceFact, WithPlaceFact } from '#libs/sealing';
import { FACTS, type Facts } from './facts.js';
import type { ItemColumn, Source } from './source.js';

/** Facts as an entry seals them: what is the place's is named, and only what is about somebody is written out. */
export interface FactsApart {
  readonly detail: WithPlaceFact;
  readonly ofPlace: readonly PlaceFact[];
}

/** What of a fact says whether it is the place's. */
interface Told {
  readonly keys: readonly string[];
  readonly source: Source;
}

const OF_PLACE: readonly ItemColumn[] = ['source', 'recipient'];

/**
 * Whether a source can know nobody: it is told neither who asks nor about whom. `test/database` sees to it that its function reads
 * no table that is fenced by a person.
 */
export const isOfPlace = ({ by }: Source): boolean => by.every((column) => OF_PLACE.includes(column));

/** Properties of facts that may be stored once for all entries: those, and no others. */
export const placeKeys = (all: readonly Told[]): ReadonlySet<string> =>
  new Set(all.filter(({ source }) => isOfPlace(source)).flatMap(({ keys }) => keys));

const PLACE_KEYS = placeKeys(FACTS.all);
const MOST_STANDING = 256;

/** Facts that are kept are the same objects look after look. */
const known = new WeakMap<object, PlaceFact>();
const standing = new Map<string, PlaceFact>();

/**
 * Each agreement version is a fact of its own, so that a change of one leaves the others; how the place stands besides (bundle,
 * stops, an agency's standing and protocols) is one, of which few differ.
 */
export function factsApart(facts: Facts): FactsApart {
  const own: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  const ofPlace: PlaceFact[] = [];
  for (const [key, value] of Object.entries(facts)) {
    if (!PLACE_KEYS.has(key)) own[key] = value;
    else if (isListOfObjects(value)) ofPlace.push(...(own[key] = value.map(factOf)));
    else rest[key] = value;
  }
  const stands = standingOf(rest);
  return { detail: new WithPlaceFact(stands, own), ofPlace: [stands, ...ofPlace] };
}

const isListOfObjects = (value: unknown): value is object[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'object' && item !== null);

function factOf(document: object): PlaceFact {
  let fact = known.get(document);
  if (!fact) known.set(document, (fact = PlaceFact.of(document as Json)));
  return fact;
}

function standingOf(rest: Readonly<Record<string, unknown>>): PlaceFact {
  const name = JSON.stringify(rest);
  let fact = standing.get(name);
  if (fact) return fact;
  if (standing.size >= MOST_STANDING) standing.clear();
  standing.set(name, (fact = PlaceFact.of(rest as Json)));
  return fact;
}
