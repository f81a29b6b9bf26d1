import type { CedarValue } from '#libs/cedar';
import type { DecisionRequest, Instant, ReasonCode } from '#libs/domain';
import type { SaidInTown } from '../town/said-in-town.js';
import type { AgreementFact, Asked, Ground } from './asked.js';
import type { Source } from './source.js';

/** What the policies see of the facts, in the words of `policies/schema.cedarschema`. */
export type Attributes = { [attribute: string]: CedarValue };

/** Takes a moment, as it is written or read; null and -Infinity are none. */
export type TakeTime = (time: string | Instant | null) => void;

/** A denied question, with the agreement that the denial is about. */
export interface Denied<Facts> {
  request: DecisionRequest;
  facts: Facts & { now: string };
  agreement: AgreementFact | null;
}

/**
 * What somebody could do about a denial, as it would show in the facts. Never carried out: the facts are those of an
 * "and then?".
 */
export interface Change<in Read> {
  /** Denials that it may answer. One that no change answers has no remedy that anybody should be offered. */
  readonly answers: readonly ReasonCode[];
  /** In English, as something to be done. `{…}` stand for terms of the vocabularies. */
  readonly says: { readonly staff: string; readonly resident: string };
  /** The facts once it is made; null where it would be no answer to this question. */
  make<Facts extends Read>(denied: Denied<Facts>): Facts | null;
}

/**
 * All that decisions know of one fact. `Own` holds its properties among `Facts`, by which it stands in entries of the log;
 * `Read` what it looks at besides.
 */
export interface Fact<out Own extends object, in Read = Own, out Key extends string = keyof Own & string> {
  readonly keys: readonly Key[];
  /** Those of `keys` that hold lists: where something else stands, the fact is missing, and the decision denies. */
  readonly lists: readonly Key[];
  readonly source: Source;
  /** What of it counts, where a restore lost changes of the things that are named here (`kind:id`). */
  readonly unlost?: (found: Read, lost: readonly string[]) => Own;
  /**
   * What a later fact puts into the context of each ground, by attribute; null leaves it out. A fact is later that came when
   * there were entries and bundles already: it is gathered for all, but put only to a bundle whose schema declares one
   * of these, and only such a bundle misses it in an entry from before. What the first facts put there, every bundle
   * knows; `evaluation-request` writes that out in one piece, since by a list a decision takes half as long again.
   */
  readonly later?: {
    readonly [attribute: string]: (facts: Read, asked: Asked, ground: Ground) => CedarValue | null;
  };
  /** What stands where nothing is recorded of it; null where there always is something. */
  readonly nothing: Own | null;
  /** Whether whoever has no relationship with the resident is told of a way to a permit as if nothing were recorded. */
  readonly hiddenFromStrangers: boolean;
  /**
   * Takes every moment at which time alone changes what it says: no permit outlives one. Null where it never does.
   * @throws DomainError `time-invalid`
   */
  readonly times: ((facts: Read, take: TakeTime, request: DecisionRequest) => void) | null;
  /** By their names, which no other fact's changes have. */
  readonly changes?: { readonly [name: string]: Change<Read> };
  /** How a situation of the town's page says it; left out of what the town itself is made of. */
  readonly said?: SaidInTown<Own>;
}
