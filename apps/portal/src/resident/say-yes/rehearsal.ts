/** What a yes and a no would each let whom see, as the rules decide it now (policy, POST residents/me/rehearsals). */
export interface Rehearsal {
  readonly decidedAt: string;
  readonly recipients: readonly RehearsedRecipient[];
}

export interface RehearsedRecipient {
  readonly agency: string;
  readonly name: string;
  readonly seen: readonly RehearsedSight[];
}

export interface RehearsedSight {
  readonly by: 'people' | 'system';
  readonly role: string | null;
  /** What has to become true first; empty where the agency works with the resident today. */
  readonly assumed: readonly string[];
  readonly categories: readonly {
    readonly category: string;
    readonly now: boolean;
    readonly ifYes: boolean;
    readonly ifNo: boolean;
    readonly reason: { readonly code: string; readonly says: string } | null;
  }[];
}
