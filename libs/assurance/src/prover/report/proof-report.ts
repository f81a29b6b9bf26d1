import type { EvaluationRequest } from '#libs/cedar';

/** A request for which an invariant does not hold. */
export interface Counterexample {
  words: string;
  /** One concrete request of the class, confirmed by the official engine. */
  request: EvaluationRequest;
  /** The rule that decides it. */
  rule: string | null;
  /** The same with people of the tests' town, such as "Varga, Margaret, HOUSADAPT"; null where none fits. */
  named: string | null;
}

export interface InvariantProof {
  id: string;
  says: string;
  file: string;
  line: number;
  proved: boolean;
  /** Cases that were told apart; together they are every request. */
  classes: number;
  ms: number;
  counterexample: Counterexample | null;
}

export interface ProofReport {
  /** Every invariant is proved. */
  proved: boolean;
  /** How many requests the vocabularies make, such as "1.3e11". */
  rawSize: string;
  assumptions: string[];
  invariants: InvariantProof[];
  /** Rules that no request satisfies; permits that something always forbids. */
  neverFires: string[];
  /** Rules that only ever say what others say first. */
  shadowed: { rule: string; by: string[] }[];
  /** Kinds of request that no rule speaks of: denied by default. */
  unspoken: string[];
}
