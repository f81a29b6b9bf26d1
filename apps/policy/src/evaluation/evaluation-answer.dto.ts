export class ObligationsDto {
  /** Dotted fields that must not leave. */
  readonly redact!: string[];
  readonly notify!: boolean;
  readonly deferNotice!: boolean;
  readonly noOnwardSharing!: boolean;
}

export class DecisionContextDto {
  readonly reason!: string;
  readonly rule!: string;
  /** Plain English. */
  readonly explain!: string;
  readonly basis!: string | null;
  readonly agreement!: string | null;
  readonly obligations!: ObligationsDto;
  /** When time alone could change the answer; other things may at any moment. */
  readonly notAfter!: string | null;
  readonly bundle!: string;
  readonly decidedAt!: string;
  /** The audit entry of this decision. */
  readonly entryId!: string;
}

/** AuthZEN 1.0, decision. Advice: not fenced, releases nothing, and must not be kept. */
export class EvaluationAnswerDto {
  readonly decision!: boolean;
  readonly context!: DecisionContextDto;
}

export class EvaluationsAnswerDto {
  readonly evaluations!: EvaluationAnswerDto[];
}

/** AuthZEN 1.0, PDP metadata. */
export class AuthzenConfigurationDto {
  readonly policy_decision_point!: string;
  readonly access_evaluation_endpoint!: string;
  readonly access_evaluations_endpoint!: string;
}
