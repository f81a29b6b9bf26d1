import { IsString, Length, Matches } from 'class-validator';

/** Changes of a person or a thing that a restore of the database lost: denied until somebody has seen to them (ADR 22). */
export class AwaitingView {
  /** `resident:`, `principal:`, `agency:`, `agreement:`, `category:` or `rules:`, and its internal id or code. */
  readonly thing!: string;
  /** `restored`; `unfinished`, where a process died in the middle of a change; `store-lost`, where nobody can say what changed. */
  readonly cause!: 'restored' | 'unfinished' | 'store-lost';
  readonly raisedAt!: string;
}

export class AwaitingList {
  readonly items!: AwaitingView[];
  readonly next!: string | null;
}

export class ReconcileBody {
  @IsString()
  @Matches(/^(resident|principal|agency|agreement|category|rules):[A-Za-z0-9._-]{1,100}$/)
  readonly thing!: string;

  /** What was checked, and what was recorded again; sealed in the log. */
  @IsString()
  @Length(10, 500)
  readonly reason!: string;
}

export class ReconciledView {
  readonly thing!: string;
  /** From this moment it is decided again as the database says (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}
