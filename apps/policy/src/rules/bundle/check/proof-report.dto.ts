import type { InvariantProof, ProofReport } from '#libs/assurance';
import { ApiProperty } from '@nestjs/swagger';

type Counterexample = NonNullable<InvariantProof['counterexample']>;

export class CounterexampleDto {
  readonly words!: string;
  /** One concrete request of the class, confirmed by the official engine. */
  @ApiProperty({ type: Object })
  readonly request!: Counterexample['request'];
  /** The rule that decides it. */
  readonly rule!: string | null;
  /** The same with people of the tests' town; null where none fits. */
  readonly named!: string | null;
}

export class InvariantProofDto {
  readonly id!: string;
  readonly says!: string;
  readonly file!: string;
  readonly line!: number;
  readonly proved!: boolean;
  /** Cases that were told apart; together they are every request. */
  readonly classes!: number;
  readonly ms!: number;
  readonly counterexample!: CounterexampleDto | null;
}

export class ShadowedRuleDto {
  readonly rule!: string;
  readonly by!: string[];
}

export class ProofReportDto implements ProofReport {
  /** Every invariant is proved. */
  readonly proved!: boolean;
  /** How many requests the vocabularies make, such as "1.3e11". */
  readonly rawSize!: string;
  readonly assumptions!: string[];
  readonly invariants!: InvariantProofDto[];
  /** Rules that no request satisfies; permits that something always forbids. */
  readonly neverFires!: string[];
  /** Rules that only ever say what others say first. */
  readonly shadowed!: ShadowedRuleDto[];
  /** Kinds of request that no rule speaks of: denied by default. */
  readonly unspoken!: string[];
}
