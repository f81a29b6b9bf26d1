interface Counts {
  readonly permitted: number;
  readonly denied: number;
}

/** Audit's `GET /v1/summary`: the entries of the officer's scope in one period, counted. */
export interface Summary {
  readonly from: string;
  readonly to: string;
  readonly days: readonly { readonly date: string; readonly looks: Counts; readonly openings: Counts }[];
  readonly purposes: readonly (Counts & { readonly purpose: string })[];
  readonly denials: readonly { readonly reason: string; readonly count: number }[];
  readonly totals: {
    readonly entries: number;
    readonly disclosures: number;
    readonly denials: number;
    readonly breakGlass: number;
    readonly overrides: number;
  };
  readonly log: { readonly size: number; readonly signedAt: string | null; readonly confirmedAt: string | null };
}

export interface DayOfLooks {
  readonly date: string;
  readonly permitted: number;
  readonly denied: number;
}

/** Looks and openings of each day together. */
export const looksByDay = ({ days }: Summary): DayOfLooks[] =>
  days.map(({ date, looks, openings }) => ({
    date,
    permitted: looks.permitted + openings.permitted,
    denied: looks.denied + openings.denied,
  }));
