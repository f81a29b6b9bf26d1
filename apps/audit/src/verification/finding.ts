/** What kind of wrong; stable, for scripts that read the output. */
export type FindingKind =
  | 'unreadable'
  | 'missing-file'
  | 'unexpected-file'
  | 'changed-file'
  | 'manifest'
  | 'foreign-key'
  | 'checkpoint'
  | 'edited'
  | 'removed'
  | 'inserted'
  | 'reordered'
  | 'truncated'
  | 'rewritten'
  | 'tile'
  | 'twice'
  | 'detail'
  | 'place-fact'
  | 'rolled-back';

/** One thing that is wrong and where: an entry, or the half-open interval of entries between two checkpoints. */
export interface Finding {
  readonly kind: FindingKind;
  readonly message: string;
  /** The file of the export that shows it, where it is one. */
  readonly file?: string;
  readonly entry?: number;
  readonly interval?: readonly [from: number, to: number];
}
