import { IsIn, IsUUID } from 'class-validator';

export const DIRECTIVE_CHANGED = 'directive.changed.v1';
export const DIRECTIVE_CHANGES = [
  'given',
  'refused',
  'objected',
  'amended',
  'withdrawn',
  'lifted',
  'restricted',
  'restriction-lifted',
] as const;
export type DirectiveChange = (typeof DIRECTIVE_CHANGES)[number];

/**
 * Something a resident said (or a restriction on their data) changed, and is already in force: the fence moved in the
 * same transaction. Listeners recall, destroy keys or back-fill; none of them is needed for the stop itself.
 * Published by consent, keyed and streamed by the resident's internal id; delivered at least once, in order per resident.
 */
export class DirectiveChanged {
  @IsUUID()
  readonly residentId!: string;

  /** The directive, or the restriction for the two restriction changes. */
  @IsUUID()
  readonly directiveId!: string;

  @IsIn(DIRECTIVE_CHANGES)
  readonly change!: DirectiveChange;
}
