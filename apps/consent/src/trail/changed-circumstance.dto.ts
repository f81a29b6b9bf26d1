/** A circumstance of a resident as changed. */
export class ChangedCircumstanceView {
  readonly id!: string;
  /** From this moment the change certainly holds (RFC 3339). */
  readonly effectiveAt!: string;
}
