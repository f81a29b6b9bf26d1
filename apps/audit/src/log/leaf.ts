import { canonicalJson } from '#libs/tlog';

/** Design 7: at most 4 kB; ours are some 250 bytes. */
export interface Leaf {
  /** Random; says nothing about whom the entry concerns. */
  readonly id: string;
  /** RFC 3339, UTC, microseconds: the time that `audit.append_v1` returned. */
  readonly time: string;
  readonly bundle: string | null;
  /** SHA-256 of the sealed detail, hex. */
  readonly detail: string;
}

/** The SQL that writes a time as it stands in a leaf; `column` is a timestamptz. */
export const leafTime = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The bytes that are hashed into the tree: RFC 8785, so that anyone who knows the four fields can make them again. */
export function leafBytes({ id, time, bundle, detail }: Leaf): Buffer {
  return Buffer.from(canonicalJson({ id, time, bundle, detail }));
}
