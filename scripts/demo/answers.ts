/** The broker's answers as far as the demo reads them. */
export interface ViewAnswer {
  readonly records: readonly {
    readonly id: string;
    readonly category: string;
    readonly redacted: readonly string[];
    readonly body: unknown;
  }[];
  readonly decisions: readonly {
    readonly category: string;
    readonly source: string | null;
    readonly outcome: string;
    readonly reason: string;
    readonly basis: string | null;
    readonly agreement: string | null;
  }[];
}

export interface EvaluationAnswer {
  readonly decision: boolean;
  readonly context: Readonly<Record<'reason' | 'agreement' | 'basis', string | null>>;
}

export interface DeliveryState {
  readonly agency: string;
  readonly purpose: string;
  readonly state: string;
  readonly reason: string | null;
  readonly basis: string | null;
}

export interface HistoryLine {
  readonly time: string;
  readonly action: string;
  readonly outcome: string;
  readonly rule: string | null;
  readonly basis: string | null;
  readonly agreement: string | null;
  readonly sourceAgency: string | null;
  readonly recipientAgency: string | null;
  readonly categories: readonly string[];
}

export interface RecallAnswers {
  readonly deliveryId: string;
  readonly raisedAt: string;
  readonly agency: string;
  readonly answers: readonly { readonly processor: string; readonly answer: string }[];
}

export interface Directive {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly recipients: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly purposes: readonly string[] | null;
  readonly sources: readonly string[] | null;
  readonly agreement: string | null;
  readonly effectiveAt?: string;
}
