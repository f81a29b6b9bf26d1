/** A JSON body as an agency sent it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** As the relay's record view answers. */
export interface SeenRecord {
  readonly id: string;
  readonly source: string;
  readonly category: string;
  readonly version: number;
  readonly receivedAt: string;
  readonly redacted: readonly string[];
  readonly masked: readonly string[];
  readonly noOnwardSharing: boolean;
  readonly accuracyDisputed: boolean;
  readonly body: Json;
}

export interface SeenDecision {
  readonly category: string;
  readonly source: string | null;
  readonly outcome: 'permit' | 'deny';
  readonly reason: string;
  readonly rule: string;
  readonly explain: string;
  readonly basis: string | null;
  readonly agreement: string | null;
  readonly entryId: string;
}

export interface Seen {
  readonly records: readonly SeenRecord[];
  readonly decisions: readonly SeenDecision[];
}

export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
