/** One file of an export. */
export interface ExportFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** Whose sealed details go along: those of entries in which the agency is source, requester or recipient, or all. */
export type DetailScope = { readonly agency: string } | 'all';
